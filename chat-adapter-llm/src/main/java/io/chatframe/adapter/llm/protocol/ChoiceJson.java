package io.chatframe.adapter.llm.protocol;

import io.chatframe.adapter.llm.answer.LenientJson;
import io.chatframe.adapter.llm.answer.ProviderUsageJson;
import io.chatframe.adapter.llm.answer.Repeats;
import io.chatframe.adapter.llm.refusal.RefusalWords;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One choice of a chunk; evaluated after it is read, because its index may come last. */
final class ChoiceJson {
  private static final String OTHER = "other";

  /** Never filled: pieces come as deltas, and a message only if there are none. */
  private static final DeltaJson NONE = new DeltaJson();

  private final DeltaJson delta = new DeltaJson();
  private final ProviderUsageJson usage;
  private final RefusalWords error;
  private DeltaJson message = NONE;
  private boolean counted;
  private long index;
  private String plain = "";
  private String finishReason = "";

  ChoiceJson(ProviderUsageJson usage, RefusalWords error) {
    this.usage = usage;
    this.error = error;
  }

  void readField(String name, JsonParser json) throws RequestFailedException {
    switch (name) {
      case "index" -> index = LenientJson.number(json);
      case "delta" -> delta.read(json);
      case "message" -> {
        message = new DeltaJson();
        message.read(json);
      }
      case "text" -> plain = LenientJson.string(json);
      case "finish_reason" -> finishReason = word(json);
      // Moonshot's.
      case "usage" -> {
        counted = true;
        usage.read(json);
      }
      case "error" -> error.value(name, json);
      default -> json.skipChildren();
    }
  }

  /** A finish reason that is not a word is still a finish reason. */
  private static String word(JsonParser json) throws RequestFailedException {
    JsonToken token = json.currentToken();
    String word = LenientJson.string(json);
    return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY ? OTHER : word;
  }

  /** Whether it is the choice that is read: requests ask for only one. */
  boolean isFirst() {
    return index == 0;
  }

  boolean counted() {
    return counted;
  }

  String finishReason() {
    return finishReason;
  }

  String refusal() {
    return delta.refusal().isEmpty() ? message.refusal() : delta.refusal();
  }

  String text(Repeats known) {
    String piece = delta.text().isEmpty() ? plain : delta.text();
    return piece.isEmpty()
        ? known.message(message.text(), !finishReason.isEmpty())
        : known.piece(piece);
  }

  String reasoning(Repeats known) {
    String piece = delta.reasoning();
    return piece.isEmpty()
        ? known.message(message.reasoning(), !finishReason.isEmpty())
        : known.piece(piece);
  }
}
