package io.chatframe.adapter.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.TokenUsage;
import io.chatframe.domain.port.LlmFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The events of Anthropic's Messages, as far as we read them: blocks of text and of thinking, why
 * the model ended, what was used, an error. Signatures, tool input and what may come later are
 * skipped. One for each exchange: what was used is told in parts.
 */
final class MessagesEventJson implements AnswerReader {
  private long input;
  private long cacheRead;
  private long cacheWritten;
  private long output;
  private long thought;
  private boolean counted;

  /** Whether the block that is open holds thoughts, told or not. */
  private boolean thinks;

  @Override
  public void read(SseReader.Signal.Event event, Answer answer) throws AttemptFailedException {
    Fields fields = new Fields();
    WireJson.object(event.data(), fields::read);
    if (fields.error != null) {
      throw WireJson.failed(fields.error);
    }
    switch (fields.type.isEmpty() ? event.name() : fields.type) {
      case "error" -> throw WireJson.failed(new LlmFailure.Broken("an error in the answer"));
      case "ping" -> {
        if (!thinking(answer)) {
          answer.queued();
        }
      }
      case "content_block_start" -> {
        thinks = fields.kind.equals("thinking") || fields.kind.equals("redacted_thinking");
        tell(fields, answer);
      }
      case "content_block_delta" -> tell(fields, answer);
      case "content_block_stop" -> {
        thinking(answer);
        thinks = false;
      }
      case "message_delta" -> {
        if (!fields.stopReason.isEmpty()) {
          answer.finish(reason(fields.stopReason));
        }
      }
      case "message_stop" -> answer.done();
      default -> {}
    }
    if (counted) {
      answer.usage(
          new TokenUsage(
              input + cacheRead + cacheWritten, cacheRead, cacheWritten, output, thought, false));
    }
  }

  private void tell(Fields fields, Answer answer) throws AttemptFailedException {
    if (fields.thinking.isEmpty() && fields.text.isEmpty()) {
      thinking(answer);
    }
    answer.reasoning(fields.thinking);
    answer.text(fields.text);
  }

  /** While a model thinks, events without a word prove progress too; whether it does. */
  private boolean thinking(Answer answer) {
    if (thinks) {
      answer.thinking();
    }
    return thinks;
  }

  private static FinishReason reason(String word) throws AttemptFailedException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "end_turn", "stop_sequence", "tool_use", "pause_turn", "stop" -> FinishReason.STOP;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      default -> throw WireJson.failed(new LlmFailure.Broken("an unknown finish reason"));
    };
  }

  /** What one event has, whichever it is. */
  private final class Fields {
    private String type = "";
    private String kind = "";
    private String text = "";
    private String thinking = "";
    private String stopReason = "";
    private @Nullable LlmFailure error;

    void read(String name, JsonParser json) throws AttemptFailedException {
      switch (name) {
        case "type" -> type = WireJson.string(json);
        case "delta", "content_block" -> WireJson.objectOrNull(json, this::readDelta);
        case "message" -> WireJson.objectOrNull(json, this::readMessage);
        case "usage" -> readUsage(json);
        case "error" -> error = WireJson.error(json);
        default -> json.skipChildren();
      }
    }

    private void readDelta(String name, JsonParser json) throws AttemptFailedException {
      switch (name) {
        case "type" -> kind = WireJson.string(json);
        case "text" -> text = WireJson.string(json);
        case "thinking" -> thinking = WireJson.string(json);
        case "stop_reason" -> stopReason = WireJson.string(json);
        default -> json.skipChildren();
      }
    }

    private void readMessage(String name, JsonParser json) throws AttemptFailedException {
      if (name.equals("usage")) {
        readUsage(json);
      } else {
        json.skipChildren();
      }
    }
  }

  /** Later counts are of all so far, and take the place of earlier ones. */
  private void readUsage(JsonParser json) throws AttemptFailedException {
    WireJson.objectOrNothing(
        json,
        (name, value) -> {
          counted = true;
          switch (name) {
            case "input_tokens" -> input = later(input, value);
            case "cache_read_input_tokens" -> cacheRead = later(cacheRead, value);
            case "cache_creation_input_tokens" -> cacheWritten = later(cacheWritten, value);
            case "output_tokens" -> output = later(output, value);
            case "output_tokens_details" ->
                WireJson.objectOrNothing(
                    value,
                    (detail, number) -> {
                      if (detail.equals("thinking_tokens")) {
                        thought = later(thought, number);
                      } else {
                        number.skipChildren();
                      }
                    });
            default -> value.skipChildren();
          }
        });
  }

  private static long later(long before, JsonParser json) throws AttemptFailedException {
    return Math.max(before, WireJson.number(json));
  }
}
