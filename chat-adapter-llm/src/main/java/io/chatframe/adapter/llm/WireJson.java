package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmFailure;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What reading the events of all protocols has in common. */
final class WireJson {
  /** Beyond any count of tokens, and so small that sums and prices of such do not overflow. */
  private static final long LARGEST_NUMBER = 1_000_000_000;

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads one value; the parser stands at its first token. */
  @FunctionalInterface
  interface Reading {
    void read(JsonParser json) throws AttemptFailedException;
  }

  /** Reads the value of one field; the parser stands at its first token, and shall pass it all. */
  @FunctionalInterface
  interface Field {
    void read(String name, JsonParser json) throws AttemptFailedException;
  }

  private WireJson() {}

  /**
   * Reads data that is one JSON object and nothing else.
   *
   * @throws AttemptFailedException when it is not
   */
  static void object(String data, Field fields) throws AttemptFailedException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), data)) {
      json.nextToken();
      require(json, JsonToken.START_OBJECT);
      fields(json, fields);
      if (json.nextToken() != null) {
        throw malformed();
      }
    } catch (JacksonException _) {
      // Not kept as a cause: its message quotes the answer.
      throw malformed();
    }
  }

  /** Reads an object's fields; what is null or no object at all is passed over. */
  static void objectOrNothing(JsonParser json, Field fields) throws AttemptFailedException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      fields(json, fields);
    } else {
      json.skipChildren();
    }
  }

  /** Reads an object's fields, or null. */
  static void objectOrNull(JsonParser json, Field fields) throws AttemptFailedException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      require(json, JsonToken.START_OBJECT);
      fields(json, fields);
    }
  }

  private static void fields(JsonParser json, Field fields) throws AttemptFailedException {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      fields.read(name, json);
    }
  }

  /** Reads an array's elements, or null. */
  static void arrayOrNull(JsonParser json, Reading element) throws AttemptFailedException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    require(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.read(json);
    }
  }

  /** A string; empty for null. */
  static String string(JsonParser json) throws AttemptFailedException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    require(json, JsonToken.VALUE_STRING);
    return json.getString();
  }

  /** A whole number from 0 to a billion, the nearest where it is none such; 0 for null. */
  static long number(JsonParser json) throws AttemptFailedException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return 0;
    }
    if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      return Math.clamp((long) json.getDoubleValue(), 0, LARGEST_NUMBER);
    }
    require(json, JsonToken.VALUE_NUMBER_INT);
    return Math.clamp(json.getLongValue(), 0, LARGEST_NUMBER);
  }

  /** Tells the kind of an error by its code and type; its message is nobody's to read. */
  static LlmFailure error(JsonParser json) throws AttemptFailedException {
    StringBuilder words = new StringBuilder();
    objectOrNothing(
        json,
        (name, value) -> {
          boolean telling = name.equals("code") || name.equals("type") || name.equals("status");
          if (telling && value.currentToken().isScalarValue()) {
            words.append(' ').append(value.getString().toLowerCase(Locale.ROOT));
          }
          value.skipChildren();
        });
    return kind(words + " ");
  }

  private static LlmFailure kind(String words) {
    if (words.contains("overloaded") || words.contains(" 503 ") || words.contains(" 529 ")) {
      return new LlmFailure.Overloaded(Optional.empty());
    }
    if (words.contains("rate_limit") || words.contains(" 429 ")) {
      return new LlmFailure.RateLimited(Optional.empty());
    }
    if (words.contains("authentication_error") || words.contains(" 401 ")) {
      return new LlmFailure.NotAuthorised(401);
    }
    if (words.contains("insufficient_quota") || words.contains(" 402 ")) {
      return new LlmFailure.NotAuthorised(402);
    }
    if (words.contains("permission_error") || words.contains(" 403 ")) {
      return new LlmFailure.NotAuthorised(403);
    }
    if (words.matches(".* 50[0-9] .*")) {
      return new LlmFailure.Unavailable("an error in the answer");
    }
    return new LlmFailure.Broken("an error after the answer had begun");
  }

  /** Whether the same request may succeed when it is sent again. */
  static AttemptFailedException failed(LlmFailure failure) {
    boolean passing =
        failure instanceof LlmFailure.Overloaded
            || failure instanceof LlmFailure.RateLimited
            || failure instanceof LlmFailure.Unavailable;
    return new AttemptFailedException(failure, passing);
  }

  static void require(JsonParser json, JsonToken wanted) throws AttemptFailedException {
    if (json.currentToken() != wanted) {
      throw malformed();
    }
  }

  static AttemptFailedException malformed() {
    return new AttemptFailedException(new LlmFailure.Broken("a malformed chunk"), false);
  }
}
