package io.chatframe.adapter.llm.protocol;

import io.chatframe.adapter.llm.answer.ContentJson;
import io.chatframe.adapter.llm.answer.LenientJson;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The content of one delta or message: text, reasoning or a refusal. */
final class DeltaJson {
  private final ContentJson content = new ContentJson();
  private final ContentJson details = new ContentJson();
  private String plain = "";
  private String thought = "";
  private String refusal = "";

  String text() {
    String text = content.text();
    // Snowflake sends the same piece under both names.
    return text.isEmpty() ? plain : text;
  }

  String reasoning() {
    return (thought.isEmpty() ? details.thoughts() : thought) + content.thoughts();
  }

  String refusal() {
    return refusal + content.refusal();
  }

  /** Reads a delta: an object, or a bare string. */
  void read(JsonParser json) throws RequestFailedException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      content.read(json, false);
    } else {
      LenientJson.objectOrNothing(json, this::readField);
    }
  }

  private void readField(String name, JsonParser json) throws RequestFailedException {
    switch (name) {
      case "content" -> content.read(json, false);
      case "text" -> plain = LenientJson.string(json);
      case "reasoning_content", "reasoning", "thinking", "reasoning_text" -> readThought(json);
      // OpenRouter's, beside "reasoning" with the same text.
      case "reasoning_details" -> details.read(json, true);
      case "refusal" -> refusal += LenientJson.string(json);
      default -> json.skipChildren();
    }
  }

  /** Some hosts send the same piece under several names; an empty one does not replace it. */
  private void readThought(JsonParser json) throws RequestFailedException {
    switch (json.currentToken()) {
      case VALUE_STRING -> think(json.getString());
      case START_ARRAY, START_OBJECT -> {
        ContentJson read = new ContentJson();
        read.read(json, true);
        think(read.thoughts());
      }
      default -> json.skipChildren();
    }
  }

  private void think(String piece) {
    thought = piece.isEmpty() ? thought : piece;
  }
}
