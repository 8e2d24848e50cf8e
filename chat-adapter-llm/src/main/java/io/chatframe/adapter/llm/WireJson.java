package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmFailure;
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

  /** Tells the kind of an error that stands where an answer should. */
  static LlmFailure error(JsonParser json) {
    RefusalWords words = new RefusalWords("");
    words.value("error", json);
    return kind(words);
  }

  /**
   * By its code and type; of its message no word leaves this place. There is no status: the answer
   * had begun as a good one.
   */
  private static LlmFailure kind(RefusalWords told) {
    String words = told.squeezed();
    if (words.contains("overloaded") || words.contains(" 503 ") || words.contains(" 529 ")) {
      return new LlmFailure.Overloaded(Optional.empty());
    }
    if (words.contains("ratelimit") || words.contains(" 429 ")) {
      return new LlmFailure.RateLimited(Optional.empty());
    }
    Refusal refusal = RefusalReader.read(status(words), told);
    return switch (refusal.kind()) {
      case CONTEXT, FILTER -> refusal.failure(Optional.empty());
      case ACCOUNT -> new LlmFailure.NotAuthorised(status(words));
      case OUTPUT -> new LlmFailure.Rejected(400, refusal.error());
      case OTHER -> other(words, refusal);
    };
  }

  private static LlmFailure other(String words, Refusal refusal) {
    if (words.matches(".* 40[123] .*")) {
      return new LlmFailure.NotAuthorised(status(words));
    }
    if (words.matches(".* 50[0-9] .*")) {
      return new LlmFailure.Unavailable("an error in the answer");
    }
    if (words.contains("invalidrequest") || words.contains("badrequest")) {
      return new LlmFailure.Rejected(400, refusal.error());
    }
    return new LlmFailure.Broken("an error after the answer had begun");
  }

  /** The status that such an error would have had as a response. */
  private static int status(String words) {
    if (words.contains("authenticationerror") || words.contains(" 401 ")) {
      return 401;
    }
    if (words.contains("insufficientquota") || words.contains(" 402 ")) {
      return 402;
    }
    return words.contains("permissionerror") || words.contains(" 403 ") ? 403 : 400;
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
