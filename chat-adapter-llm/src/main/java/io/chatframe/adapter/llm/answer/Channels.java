package io.chatframe.adapter.llm.answer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads text in channels, as gpt-oss writes it and some servers pass it on: {@code
 * <|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…}. The final
 * channel is the answer, everything else is reasoning.
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

  /** Reads more text, and returns the end of it that may begin a mark. */
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

  /** Takes text that neither is nor begins a mark. */
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
