package io.chatframe.domain.port;

import io.chatframe.domain.ReplyText;

/**
 * An attempt that never ended because its node died or left.
 *
 * @param model the model that answered or was to be asked
 * @param begun the position where its output begins; the text before it was given to the model
 * @param text the given text and the output, as far as journalled
 */
public record LostAttempt(String model, int begun, ReplyText text) {
  public LostAttempt {
    if (begun < 0 || begun > text.length()) {
      throw new IllegalArgumentException("An attempt begins within the text that is journalled");
    }
  }

  /** The text that the model continued from. */
  public ReplyText given() {
    return text.upTo(begun);
  }

  /** The output of the attempt. */
  public ReplyText written() {
    return text.from(begun);
  }
}
