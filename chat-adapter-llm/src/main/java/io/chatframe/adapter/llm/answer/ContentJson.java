package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.RequestFailedException;
import tools.jackson.core.JsonParser;

/** Reads content in any form: a string, a part, or nested parts of text and of thinking. */
public final class ContentJson {
  private final StringBuilder text = new StringBuilder(0);
  private final StringBuilder thoughts = new StringBuilder(0);
  private final StringBuilder refusal = new StringBuilder(0);

  public String text() {
    return text.toString();
  }

  public String thoughts() {
    return thoughts.toString();
  }

  public String refusal() {
    return refusal.toString();
  }

  /**
   * Reads one value and appends its content.
   *
   * @param thinking whether it is part of a thought, so that its text does not belong to the answer
   */
  public void read(JsonParser json, boolean thinking) throws RequestFailedException {
    switch (json.currentToken()) {
      case START_ARRAY -> LenientJson.arrayOrNothing(json, part -> read(part, thinking));
      case START_OBJECT -> readPart(json, thinking);
      default -> (thinking ? thoughts : text).append(LenientJson.string(json));
    }
  }

  /** Evaluates a part after reading it, because its type may come after its text. */
  private void readPart(JsonParser json, boolean thinking) throws RequestFailedException {
    ContentJson part = new ContentJson();
    String[] type = {""};
    LenientJson.objectOrNothing(
        json,
        (name, value) -> {
          switch (name) {
            case "type" -> type[0] = LenientJson.string(value);
            case "text", "content", "value", "summary" -> part.read(value, false);
            case "thinking", "reasoning" -> part.read(value, true);
            case "refusal" -> part.refusal.append(LenientJson.string(value));
            default -> value.skipChildren();
          }
        });
    boolean thought = thinking || type[0].contains("thinking") || type[0].contains("reasoning");
    (thought ? thoughts : text).append(part.text());
    thoughts.append(part.thoughts());
    refusal.append(part.refusal());
  }
}
