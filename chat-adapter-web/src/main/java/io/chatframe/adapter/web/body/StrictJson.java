package io.chatframe.adapter.web.body;

import io.chatframe.adapter.web.identity.Uuids;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.problem.Problems;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.text.TextRule;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Binds one JSON object to a record. Refuses unknown fields, wrong types, nulls, missing fields
 * that are not optional, duplicate fields, text after the object, and characters that cannot be
 * stored. Refusals never quote the input.
 */
public final class StrictJson {
  private static final int DEEPEST = 8;
  private static final int LONGEST_NAME = 256;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.WRAP_EXCEPTIONS)
          .addModule(
              new SimpleModule()
                  .addDeserializer(
                      String.class, new FieldReader<>(Optional::of, StrictJson::invalid))
                  .addDeserializer(DialogId.class, id(DialogId::new))
                  .addDeserializer(MessageId.class, id(MessageId::new))
                  .addDeserializer(ReplyId.class, id(ReplyId::new))
                  .addDeserializer(
                      Cursor.class,
                      new FieldReader<>(
                          Cursor::parse, _ -> new ProblemException(Problems.badCursor())))
                  .addDeserializer(HostFacts.class, new HostFacts.FactsReader())
                  .addDeserializer(SolvedChallenge.class, new SolvedChallenge.ChallengeReader()))
          .build();

  private StrictJson() {}

  /**
   * Parses an object and binds it to a record.
   *
   * @throws ProblemException if the text is not such an object
   */
  public static <T> T read(String text, Class<? extends T> type) {
    ObjectReader reader = MAPPER.readerFor(type);
    try {
      // Read first with missing fields allowed: otherwise Jackson reports unknown ones only later.
      read(text, reader.without(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES), type);
      return read(text, reader, type);
    } catch (UnrecognizedPropertyException unknown) {
      throw new ProblemException(
          ProblemKind.UNKNOWN_FIELD,
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", ", "The body has a field other than ", "")));
    } catch (MismatchedInputException missing) {
      throw invalid("\"%s\" is missing".formatted(missing.getPath().getLast().getPropertyName()));
    } catch (JacksonException e) {
      // The exception's message quotes the body; its location does not.
      throw malformed("The body is not JSON at or before character " + offset(e));
    }
  }

  private static <T> T read(String text, ObjectReader reader, Class<T> type) {
    try (JsonParser parser = reader.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("The body is not a JSON object");
      }
      T value = type.cast(reader.readValue(parser));
      if (parser.nextToken() != null) {
        throw malformed("Something follows the JSON object");
      }
      return value;
    }
  }

  /**
   * Begins a field and returns its path.
   *
   * @throws ProblemException if the field is a duplicate
   */
  static String begin(JsonParser parser, DeserializationContext context) {
    String name = name(parser);
    if (context.getAttribute(name) != null) {
      throw malformed("\"%s\" is given twice".formatted(name));
    }
    context.setAttribute(name, true);
    return name;
  }

  static String name(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString().substring(1).replace('/', '.');
  }

  private static <T> FieldReader<T> id(Function<UUID, T> of) {
    return new FieldReader<>(
        text -> Uuids.parse(text).map(of), name -> invalid("\"%s\" is not a UUID".formatted(name)));
  }

  static String storable(String value, String name) {
    if (!TextRule.isStorable(value)) {
      throw invalid("\"%s\" has a NUL or half a surrogate pair".formatted(name));
    }
    return value;
  }

  private static long offset(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getCharOffset() + 1;
  }

  static ProblemException malformed(String detail) {
    return new ProblemException(ProblemKind.MALFORMED_JSON, detail);
  }

  static ProblemException unknown(String detail) {
    return new ProblemException(ProblemKind.UNKNOWN_FIELD, detail);
  }

  public static ProblemException invalid(String detail) {
    return new ProblemException(ProblemKind.INVALID_VALUE, detail);
  }
}
