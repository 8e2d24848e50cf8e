package io.chatframe.adapter.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.TokenUsage;
import io.chatframe.domain.port.LlmFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One chunk of a streamed completion, as far as we read it: the first choice's delta and finish,
 * the usage, an error. Everything else is skipped, whatever it is.
 */
final class ChatChunkJson {
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private String finishReason = "";
  private @Nullable TokenUsage usage;
  private @Nullable TokenUsage timed;
  private @Nullable LlmFailure error;

  private ChatChunkJson() {}

  /** Reads one event. */
  static void read(SseReader.Signal.Event event, Answer answer) throws AttemptFailedException {
    if (event.data().strip().equals("[DONE]")) {
      answer.done();
      return;
    }
    ChatChunkJson chunk = new ChatChunkJson();
    WireJson.object(event.data(), chunk::readField);
    chunk.tell(answer);
  }

  private void tell(Answer answer) throws AttemptFailedException {
    if (error != null) {
      throw WireJson.failed(error);
    }
    answer.reasoning(reasoning.toString());
    answer.text(text.toString());
    if (usage != null) {
      answer.usage(usage);
    } else if (timed != null) {
      answer.usage(timed);
    }
    if (!finishReason.isEmpty()) {
      answer.finish(reason(finishReason));
    }
  }

  /** Tools were never offered: who asks for one has said all the same what there was to say. */
  private static FinishReason reason(String word) throws AttemptFailedException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "stop", "eos", "eos_token", "end_turn", "stop_sequence", "tool_calls", "function_call" ->
          FinishReason.STOP;
      case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
      case "content_filter", "safety", "refusal" -> FinishReason.CONTENT_FILTER;
      case "insufficient_system_resource" ->
          throw WireJson.failed(new LlmFailure.InsufficientResource());
      default -> throw WireJson.failed(new LlmFailure.Broken("an unknown finish reason"));
    };
  }

  private void readField(String name, JsonParser json) throws AttemptFailedException {
    switch (name) {
      case "choices" -> WireJson.arrayOrNull(json, this::readChoice);
      case "usage" -> readUsage(json);
      // Groq's, which older servers of it have instead of usage.
      case "x_groq" ->
          WireJson.objectOrNothing(
              json,
              (inner, value) -> {
                if (inner.equals("usage") && usage == null) {
                  readUsage(value);
                } else {
                  value.skipChildren();
                }
              });
      // llama.cpp's, which it always has.
      case "timings" -> readTimings(json);
      case "error" -> {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
          error = WireJson.error(json);
        }
      }
      default -> json.skipChildren();
    }
  }

  private void readChoice(JsonParser json) throws AttemptFailedException {
    WireJson.require(json, JsonToken.START_OBJECT);
    Choice choice = new Choice();
    WireJson.objectOrNothing(json, choice::readField);
    if (choice.index == 0) {
      reasoning.append(choice.reasoning);
      text.append(choice.text);
      finishReason = choice.finishReason.isEmpty() ? finishReason : choice.finishReason;
    }
  }

  /** A choice is judged when it has been read: its index may stand behind its delta. */
  private static final class Choice {
    private long index;
    private String reasoning = "";
    private String text = "";
    private String finishReason = "";

    void readField(String name, JsonParser json) throws AttemptFailedException {
      switch (name) {
        case "index" -> index = WireJson.number(json);
        case "finish_reason" -> finishReason = WireJson.string(json);
        case "delta" -> WireJson.objectOrNull(json, this::readDelta);
        default -> json.skipChildren();
      }
    }

    private void readDelta(String name, JsonParser json) throws AttemptFailedException {
      switch (name) {
        case "content" -> {
          if (json.currentToken() == JsonToken.START_ARRAY) {
            WireJson.arrayOrNull(json, part -> readPart(part, false));
          } else {
            text += WireJson.string(json);
          }
        }
        // Some send both names with the same piece; what is no text is somebody's own invention.
        case "reasoning_content", "reasoning" -> {
          if (json.currentToken() == JsonToken.VALUE_STRING) {
            String piece = json.getString();
            reasoning = piece.isEmpty() ? reasoning : piece;
          } else {
            json.skipChildren();
          }
        }
        default -> json.skipChildren();
      }
    }

    /** Mistral's way: parts of text, and parts of thinking that hold parts of text. */
    private void readPart(JsonParser json, boolean thinking) throws AttemptFailedException {
      WireJson.objectOrNothing(
          json,
          (name, value) -> {
            if (name.equals("text") && value.currentToken() == JsonToken.VALUE_STRING) {
              if (thinking) {
                reasoning += value.getString();
              } else {
                text += value.getString();
              }
            } else if (name.equals("thinking") && value.currentToken() == JsonToken.START_ARRAY) {
              WireJson.arrayOrNull(value, part -> readPart(part, true));
            } else {
              value.skipChildren();
            }
          });
    }
  }

  private void readUsage(JsonParser json) throws AttemptFailedException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    Counts counts = new Counts();
    WireJson.objectOrNothing(json, counts::readField);
    usage = counts.usage();
  }

  private static final class Counts {
    private long input;
    private long cached;
    private long output;
    private long reasoning;

    void readField(String name, JsonParser json) throws AttemptFailedException {
      switch (name) {
        case "prompt_tokens" -> input = WireJson.number(json);
        case "prompt_cache_hit_tokens" -> cached = Math.max(cached, WireJson.number(json));
        case "completion_tokens" -> output = WireJson.number(json);
        case "prompt_tokens_details" ->
            WireJson.objectOrNothing(
                json,
                (detail, value) -> {
                  if (detail.equals("cached_tokens")) {
                    cached = Math.max(cached, WireJson.number(value));
                  } else {
                    value.skipChildren();
                  }
                });
        case "completion_tokens_details" ->
            WireJson.objectOrNothing(
                json,
                (detail, value) -> {
                  if (detail.equals("reasoning_tokens")) {
                    reasoning = WireJson.number(value);
                  } else {
                    value.skipChildren();
                  }
                });
        default -> json.skipChildren();
      }
    }

    TokenUsage usage() {
      return new TokenUsage(input, cached, output, reasoning, false);
    }
  }

  private void readTimings(JsonParser json) throws AttemptFailedException {
    long[] counts = new long[3];
    WireJson.objectOrNothing(
        json,
        (name, value) -> {
          switch (name) {
            case "prompt_n" -> counts[0] = WireJson.number(value);
            case "cache_n" -> counts[1] = WireJson.number(value);
            case "predicted_n" -> counts[2] = WireJson.number(value);
            default -> value.skipChildren();
          }
        });
    if (counts[0] + counts[1] + counts[2] > 0) {
      timed = new TokenUsage(counts[0] + counts[1], counts[1], counts[2], 0, false);
    }
  }
}
