package io.chatframe.domain.port;

import io.chatframe.domain.ReplyText;

/**
 * An attempt that came to no end, because its node died or left.
 *
 * @param model the model that talked, or was to be asked
 * @param begun the position from which it wrote; what is before it, the model was given
 * @param text what it was given and wrote, as far as that is journalled
 */
public record LostAttempt(String model, int begun, ReplyText text) {
  public LostAttempt {
    if (begun < 0 || begun > text.length()) {
      throw new IllegalArgumentException("An attempt begins within the text that is journalled");
    }
  }

  /** What the model was given to go on from. */
  public ReplyText given() {
    return text.upTo(begun);
  }

  /** What it added. */
  public ReplyText written() {
    return text.from(begun);
  }
}
