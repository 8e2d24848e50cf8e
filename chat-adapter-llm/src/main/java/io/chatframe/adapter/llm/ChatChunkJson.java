package io.chatframe.adapter.llm;

import io.chatframe.domain.TokenUsage;
import io.chatframe.domain.port.LlmFailure;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One chunk of a streamed answer, as far as we read it: the first choice's delta and finish, the
 * usage, an error. Everything else is skipped, whatever it is.
 */
final class ChatChunkJson {
  private static final JsonFactory JSON = new JsonFactory();

  private String reasoning = "";
  private String text = "";
  private String finishReason = "";
  private @Nullable TokenUsage usage;
  private @Nullable LlmFailure error;

  private ChatChunkJson() {}

  /**
   * Reads one event's data.
   *
   * @throws AttemptFailedException when it is no JSON object, or a field we read has another type
   *     than the protocol's
   */
  static ChatChunkJson parse(String data) throws AttemptFailedException {
    ChatChunkJson chunk = new ChatChunkJson();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), data)) {
      json.nextToken();
      chunk.readChunk(json);
      if (json.nextToken() != null) {
        throw malformed();
      }
      return chunk;
    } catch (JacksonException _) {
      // Not kept as a cause: its message quotes the answer.
      throw malformed();
    }
  }

  String reasoning() {
    return reasoning;
  }

  String text() {
    return text;
  }

  /** Why the model came to its end, in the provider's word; empty while it goes on. */
  String finishReason() {
    return finishReason;
  }

  Optional<TokenUsage> usage() {
    return Optional.ofNullable(usage);
  }

  /** What the provider says went wrong after it had answered 200. */
  Optional<LlmFailure> error() {
    return Optional.ofNullable(error);
  }

  private void readChunk(JsonParser json) throws AttemptFailedException {
    require(json, JsonToken.START_OBJECT);
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "choices" -> readChoices(json);
        case "usage" -> {
          if (value == JsonToken.START_OBJECT) {
            usage = readUsage(json);
          } else {
            json.skipChildren();
          }
        }
        case "error" -> {
          if (value != JsonToken.VALUE_NULL) {
            error = readError(json);
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void readChoices(JsonParser json) throws AttemptFailedException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    require(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Choice choice = new Choice();
      choice.read(json);
      if (choice.index == 0) {
        reasoning += choice.reasoning;
        text += choice.text;
        finishReason = choice.finishReason.isEmpty() ? finishReason : choice.finishReason;
      }
    }
  }

  /** A choice is judged when it has been read: its index may stand behind its delta. */
  private static final class Choice {
    private long index;
    private String reasoning = "";
    private String text = "";
    private String finishReason = "";

    void read(JsonParser json) throws AttemptFailedException {
      require(json, JsonToken.START_OBJECT);
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "index" -> index = number(json);
          case "finish_reason" -> finishReason = string(json);
          case "delta" -> readDelta(json);
          default -> json.skipChildren();
        }
      }
    }

    private void readDelta(JsonParser json) throws AttemptFailedException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      require(json, JsonToken.START_OBJECT);
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "content" -> text = string(json);
          // Some send both names with the same piece.
          case "reasoning_content", "reasoning" -> {
            String piece = string(json);
            reasoning = piece.isEmpty() ? reasoning : piece;
          }
          default -> json.skipChildren();
        }
      }
    }
  }

  private static TokenUsage readUsage(JsonParser json) throws AttemptFailedException {
    long input = 0;
    long cached = 0;
    long output = 0;
    long reasoning = 0;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "prompt_tokens" -> input = number(json);
        case "prompt_cache_hit_tokens" -> cached = number(json);
        case "prompt_tokens_details" -> cached = Math.max(cached, detail(json, "cached_tokens"));
        case "completion_tokens" -> output = number(json);
        case "completion_tokens_details" -> reasoning = detail(json, "reasoning_tokens");
        default -> json.skipChildren();
      }
    }
    return new TokenUsage(input, cached, output, reasoning, false);
  }

  private static long detail(JsonParser json, String wanted) throws AttemptFailedException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return 0;
    }
    long found = 0;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      if (name.equals(wanted)) {
        found = number(json);
      } else {
        json.skipChildren();
      }
    }
    return found;
  }

  /** Tells the kind of an error by its code and type; its message is nobody's to read. */
  private static LlmFailure readError(JsonParser json) {
    String words = "";
    if (json.currentToken() == JsonToken.START_OBJECT) {
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        boolean telling = name.equals("code") || name.equals("type") || name.equals("status");
        if (telling && value.isScalarValue()) {
          words += " " + json.getString().toLowerCase(Locale.ROOT);
        }
        json.skipChildren();
      }
    } else {
      json.skipChildren();
    }
    if (words.contains("overloaded") || words.contains("503") || words.contains("529")) {
      return new LlmFailure.Overloaded(Optional.empty());
    }
    if (words.contains("rate_limit") || words.contains("429")) {
      return new LlmFailure.RateLimited(Optional.empty());
    }
    return new LlmFailure.Broken("an error after the answer had begun");
  }

  private static String string(JsonParser json) throws AttemptFailedException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    require(json, JsonToken.VALUE_STRING);
    return json.getString();
  }

  private static long number(JsonParser json) throws AttemptFailedException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return 0;
    }
    require(json, JsonToken.VALUE_NUMBER_INT);
    return Math.max(0, json.getLongValue());
  }

  private static void require(JsonParser json, JsonToken wanted) throws AttemptFailedException {
    if (json.currentToken() != wanted) {
      throw malformed();
    }
  }

  private static AttemptFailedException malformed() {
    return new AttemptFailedException(new LlmFailure.Broken("a malformed chunk"), false);
  }
}
