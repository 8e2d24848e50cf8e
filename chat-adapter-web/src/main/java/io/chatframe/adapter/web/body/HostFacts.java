package io.chatframe.adapter.web.body;

import io.chatframe.adapter.web.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * The facts that a host page sends with a message: a flat object of a few short strings, numbers
 * and booleans. Absent equals empty.
 *
 * @param byName the values as strings, exactly as written
 */
public record HostFacts(Map<String, String> byName) {
  private static final int MOST = 20;
  private static final int LONGEST = 2_000;
  private static final int LONGEST_TOGETHER = 8_000;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,39}");

  /** Reads the facts. Its refusals name the fact but never its value. */
  static final class FactsReader extends ValueDeserializer<HostFacts> {
    @Override
    public HostFacts deserialize(JsonParser parser, DeserializationContext context) {
      StrictJson.begin(parser, context);
      if (!parser.hasToken(JsonToken.START_OBJECT)) {
        throw notAnObject();
      }
      var facts = new LinkedHashMap<String, String>();
      int length = 0;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = name(parser.currentName());
        String value = value(parser, context);
        length += value.length();
        facts.put(name, value);
        if (facts.size() > MOST) {
          throw StrictJson.invalid("\"context\" has more than %d members".formatted(MOST));
        }
      }
      if (length > LONGEST_TOGETHER) {
        throw StrictJson.invalid(
            "\"context\" has values of more than %d characters".formatted(LONGEST_TOGETHER));
      }
      return new HostFacts(facts);
    }

    /** Jackson calls this both for a null and for a missing field. */
    @Override
    public Object getNullValue(DeserializationContext context) {
      if (context.getParser().hasToken(JsonToken.VALUE_NULL)) {
        throw notAnObject();
      }
      return new HostFacts(Map.of());
    }

    private static ProblemException notAnObject() {
      return StrictJson.invalid("\"context\" is not an object");
    }

    private static String name(String name) {
      if (!NAME.matcher(name).matches()) {
        throw StrictJson.invalid(
            "\"context\" has a name that is not a letter and up to 39 letters, digits, - and _");
      }
      return name;
    }

    private static String value(JsonParser parser, DeserializationContext context) {
      JsonToken token = parser.nextToken();
      String name = StrictJson.begin(parser, context);
      if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
        throw StrictJson.invalid("\"%s\" is not a string, number or boolean".formatted(name));
      }
      String value = StrictJson.storable(parser.getString(), name);
      if (value.length() > LONGEST) {
        throw StrictJson.invalid("\"%s\" is longer than %d characters".formatted(name, LONGEST));
      }
      return value;
    }
  }
}
