package io.chatframe.adapter.llm.answer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a text that is written in channels, as gpt-oss writes it when its server leaves that to us:
 * {@code <|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…}.
 * What is in the final channel is the answer, all else is reasoning.
 */
final class Channels {
  private static final Pattern MARK =
      Pattern.compile("<\\|(start|channel|message|constrain|end|return|call)\\|>");

  private static final int LONGEST_MARK = "<|constrain|>".length();

  private final ThinkTags.Listener listener;
  private final StringBuilder head = new StringBuilder();
  private boolean inMessage;
  private boolean isFinal;

  Channels(ThinkTags.Listener listener) {
    this.listener = listener;
  }

  /** Reads on, and gives back what may be the beginning of a mark. */
  String take(String text) {
    Matcher mark = MARK.matcher(text);
    int from = 0;
    while (mark.find()) {
      pass(text.substring(from, mark.start()));
      switch (mark.group(1)) {
        case "message" -> {
          inMessage = true;
          isFinal = isFinal();
        }
        default -> {
          inMessage = false;
          head.setLength(0);
        }
      }
      from = mark.end();
    }
    int end = begunMark(text, from);
    pass(text.substring(from, end));
    return text.substring(end);
  }

  /** Takes what is no mark, and nothing that may become one. */
  void pass(String piece) {
    if (!inMessage) {
      head.append(piece, 0, Math.min(piece.length(), LONGEST_MARK));
    } else if (isFinal && !piece.isEmpty()) {
      listener.text(piece);
    } else if (!piece.isEmpty()) {
      listener.reasoning(piece);
    }
  }

  private boolean isFinal() {
    String channel = head.toString().strip().toLowerCase(Locale.ROOT);
    return !channel.startsWith("analysis") && !channel.startsWith("commentary");
  }

  private static int begunMark(String text, int from) {
    int at = text.lastIndexOf('<');
    boolean begun =
        at >= from
            && text.length() - at < LONGEST_MARK
            && text.indexOf('>', at) < 0
            && "<|".startsWith(text.substring(at, Math.min(text.length(), at + 2)));
    return begun ? at : text.length();
  }
}
