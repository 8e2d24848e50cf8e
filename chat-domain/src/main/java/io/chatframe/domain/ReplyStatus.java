package io.chatframe.domain;

import java.util.Locale;

/** The state of a reply: {@link #GENERATING}, or one of four final states. */
public enum ReplyStatus {
  GENERATING,
  /** The model finished. */
  COMPLETED,
  /** A visitor stopped it; the text so far is kept. */
  STOPPED,
  /** The server that generated it died; the journalled text is kept. */
  INTERRUPTED,
  /** The provider failed; the text so far is kept. */
  FAILED;

  /** Whether the reply is final. */
  public boolean ended() {
    return this != GENERATING;
  }

  /** The lower-case name used on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
