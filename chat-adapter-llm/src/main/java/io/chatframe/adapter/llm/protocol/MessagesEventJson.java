package io.chatframe.adapter.llm.protocol;

import io.chatframe.adapter.llm.answer.AnswerReader;
import io.chatframe.adapter.llm.answer.ContentJson;
import io.chatframe.adapter.llm.answer.FinishWords;
import io.chatframe.adapter.llm.answer.LenientJson;
import io.chatframe.adapter.llm.answer.ProviderUsageJson;
import io.chatframe.adapter.llm.answer.ReceivedAnswer;
import io.chatframe.adapter.llm.answer.SseReader;
import io.chatframe.adapter.llm.answer.WireError;
import io.chatframe.adapter.llm.provider.Secret;
import io.chatframe.adapter.llm.refusal.RefusalWords;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import tools.jackson.core.JsonParser;

/**
 * Reads the events of Anthropic's Messages: blocks of text and thinking, the stop reason, the
 * usage, an error; or a whole message at once. Signatures, tool input and unknown events are
 * skipped. One instance reads one exchange, because usage is reported in parts.
 */
final class MessagesEventJson implements AnswerReader {
  private final FinishWords words;
  private final Secret secret;
  private final ProviderUsageJson usage = new ProviderUsageJson();

  /** Whether the open block holds thoughts, visible or not. */
  private boolean thinks;

  /**
   * A reader of one answer.
   *
   * @param secret what authenticated its request
   */
  MessagesEventJson(FinishWords words, Secret secret) {
    this.words = words;
    this.secret = secret;
  }

  @Override
  public void read(SseReader.Signal.Event event, ReceivedAnswer answer)
      throws RequestFailedException {
    String data = event.data().strip();
    if (event.name().equals("ping")
        || (LenientJson.isNoise(data) && !event.name().equals("error"))) {
      if (data.equals("[DONE]")) {
        answer.done();
      } else {
        signOfLife(answer);
      }
      return;
    }
    if (LenientJson.isNoise(data)) {
      WireError.end(answer, new RefusalWords(secret));
      return;
    }
    LenientJson.objects(
        data,
        json -> {
          Fields fields = new Fields();
          LenientJson.objectOrNothing(json, fields::read);
          deliver(fields, event.name(), answer);
        });
  }

  private void deliver(Fields fields, String name, ReceivedAnswer answer)
      throws RequestFailedException {
    String type = fields.type.isEmpty() ? name : fields.type;
    switch (type) {
      case "content_block_start" -> {
        thinks = fields.kind.equals("thinking") || fields.kind.equals("redacted_thinking");
        deliverContent(fields, answer);
      }
      case "content_block_delta", "message" -> deliverContent(fields, answer);
      case "content_block_stop" -> {
        think(answer);
        thinks = false;
      }
      default -> {}
    }
    if (fields.counted) {
      usage.usage().ifPresent(answer::usage);
    }
    if (fields.error.isSaid() || type.equals("error") || fields.isError()) {
      fields.around.type(fields.type);
      fields.error.and(fields.around);
      WireError.end(answer, fields.error);
      return;
    }
    switch (type) {
      case "ping" -> signOfLife(answer);
      case "message_delta", "message" -> words.read(fields.stopReason).ifPresent(answer::finish);
      case "message_stop" -> answer.done();
      default -> {}
    }
  }

  private void deliverContent(Fields fields, ReceivedAnswer answer) throws RequestFailedException {
    String thoughts = fields.content.thoughts();
    String text = fields.content.text();
    if (thoughts.isEmpty() && text.isEmpty()) {
      think(answer);
    }
    answer.reasoning(thoughts);
    answer.text(text);
  }

  private void signOfLife(ReceivedAnswer answer) {
    if (thinks) {
      think(answer);
    } else {
      answer.queued();
    }
  }

  /** While a model thinks, events without text show progress too. */
  private void think(ReceivedAnswer answer) {
    if (thinks) {
      answer.thinking();
    }
  }

  /** The fields of one event of any type. */
  private final class Fields {
    private final ContentJson content = new ContentJson();
    private final RefusalWords error = new RefusalWords(secret);
    private final RefusalWords around = new RefusalWords(secret);
    private String type = "";
    private String kind = "";
    private String stopReason = "";
    private boolean counted;
    private boolean calledError;

    /** Whether it is no event but the body of an error that another server sent. */
    private boolean isError() {
      return calledError || (type.isEmpty() && around.isSaid());
    }

    private void read(String name, JsonParser json) throws RequestFailedException {
      switch (name) {
        case "type" -> type = LenientJson.string(json);
        case "delta", "content_block" -> LenientJson.objectOrNothing(json, this::readDelta);
        case "message" -> {
          // An object in an event, prose in an error.
          if (json.currentToken().isScalarValue()) {
            around.valueBeside(name, json);
          } else {
            LenientJson.objectOrNothing(json, this::readMessage);
          }
        }
        case "content" -> content.read(json, false);
        case "stop_reason" -> stopReason = LenientJson.string(json);
        case "usage" -> count(json);
        case "error" -> error.value(name, json);
        case "object" -> calledError = LenientJson.string(json).equals("error");
        default -> around.valueBeside(name, json);
      }
    }

    private void readDelta(String name, JsonParser json) throws RequestFailedException {
      switch (name) {
        case "type" -> kind = LenientJson.string(json);
        case "text" -> content.read(json, false);
        case "thinking" -> content.read(json, true);
        case "stop_reason" -> stopReason = LenientJson.string(json);
        default -> json.skipChildren();
      }
    }

    private void readMessage(String name, JsonParser json) throws RequestFailedException {
      if (name.equals("usage")) {
        count(json);
      } else {
        json.skipChildren();
      }
    }

    private void count(JsonParser json) throws RequestFailedException {
      counted = true;
      usage.readMessages(json);
    }
  }
}
