package io.chatframe.domain;

import java.util.Locale;

/** Where a reply is in its life: {@link #GENERATING}, or one of the four ends. */
public enum ReplyStatus {
  GENERATING,
  /** The model came to its end. */
  COMPLETED,
  /** A visitor stopped it; the text so far is kept. */
  STOPPED,
  /** The server that generated it died; the journalled text is kept. */
  INTERRUPTED,
  /** The provider failed; the text so far is kept. */
  FAILED;

  /** Whether the reply can change no more. */
  public boolean ended() {
    return this != GENERATING;
  }

  /** The lower-case name used on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
