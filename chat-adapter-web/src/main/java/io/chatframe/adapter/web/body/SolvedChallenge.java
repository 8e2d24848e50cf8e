package io.chatframe.adapter.web.body;

import io.chatframe.adapter.web.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A challenge as it was given, together with the number that solves it. */
public record SolvedChallenge(
    String algorithm, String challenge, String salt, int maxNumber, String signature, int number) {

  /** Reads the object. Its refusals never quote it. */
  static final class ChallengeReader extends ValueDeserializer<SolvedChallenge> {
    private static final List<String> TEXTS =
        List.of("algorithm", "challenge", "salt", "signature");
    private static final List<String> NUMBERS = List.of("maxNumber", "number");
    private static final int LONGEST = 200;

    @Override
    public SolvedChallenge deserialize(JsonParser parser, DeserializationContext context) {
      StrictJson.begin(parser, context);
      if (!parser.hasToken(JsonToken.START_OBJECT)) {
        throw notAnObject();
      }
      var texts = new HashMap<String, String>();
      var numbers = new HashMap<String, Integer>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (TEXTS.contains(name)) {
          texts.put(name, text(parser, context));
        } else if (NUMBERS.contains(name)) {
          numbers.put(name, number(parser, context));
        } else {
          throw StrictJson.unknown(
              "\"proof\" has a field other than those of the challenge and \"number\"");
        }
      }
      return new SolvedChallenge(
          field(texts, "algorithm"),
          field(texts, "challenge"),
          field(texts, "salt"),
          field(numbers, "maxNumber"),
          field(texts, "signature"),
          field(numbers, "number"));
    }

    /** Jackson calls this both for a null and for a missing field. */
    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
      if (context.getParser().hasToken(JsonToken.VALUE_NULL)) {
        throw notAnObject();
      }
      return null;
    }

    private static ProblemException notAnObject() {
      return StrictJson.invalid("\"proof\" is not an object");
    }

    private static String text(JsonParser parser, DeserializationContext context) {
      String name = StrictJson.begin(parser, context);
      if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getString().length() > LONGEST) {
        throw StrictJson.invalid(
            "\"%s\" is not a string of at most %d characters".formatted(name, LONGEST));
      }
      return parser.getString();
    }

    private static int number(JsonParser parser, DeserializationContext context) {
      String name = StrictJson.begin(parser, context);
      if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)
          || parser.getNumberType() != JsonParser.NumberType.INT
          || parser.getIntValue() < 0) {
        throw StrictJson.invalid("\"%s\" is not a whole number in range".formatted(name));
      }
      return parser.getIntValue();
    }

    private static <T> T field(Map<String, T> fields, String name) {
      T value = fields.get(name);
      if (value == null) {
        throw StrictJson.invalid("\"proof.%s\" is missing".formatted(name));
      }
      return value;
    }
  }
}
