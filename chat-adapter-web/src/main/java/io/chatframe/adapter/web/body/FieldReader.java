package io.chatframe.adapter.web.body;

import io.chatframe.adapter.web.problem.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads a field that is a JSON string. */
final class FieldReader<T> extends ValueDeserializer<T> {
  private final Function<String, Optional<T>> parse;
  private final Function<String, ProblemException> refusal;

  /**
   * @param parse converts the string; returns empty if it is invalid
   * @param refusal creates the refusal of an invalid string from the field's name
   */
  FieldReader(Function<String, Optional<T>> parse, Function<String, ProblemException> refusal) {
    this.parse = parse;
    this.refusal = refusal;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) {
    String name = StrictJson.begin(parser, context);
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw notAString(name);
    }
    return parse
        .apply(StrictJson.storable(parser.getString(), name))
        .orElseThrow(() -> refusal.apply(name));
  }

  /** Jackson calls this both for a null and for a missing field. */
  @Override
  public @Nullable Object getNullValue(DeserializationContext context) {
    JsonParser parser = context.getParser();
    if (parser.hasToken(JsonToken.VALUE_NULL)) {
      throw notAString(StrictJson.name(parser));
    }
    return null;
  }

  private static ProblemException notAString(String name) {
    return StrictJson.invalid("\"%s\" is not a string".formatted(name));
  }
}
