package io.chatframe.domain;

import java.util.Locale;

/** Why a model came to its end. */
public enum FinishReason {
  STOP,
  /** The model's token limit was reached. */
  LENGTH,
  CONTENT_FILTER;

  /** The lower-case name used on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
