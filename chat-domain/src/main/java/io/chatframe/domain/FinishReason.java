package io.chatframe.domain;

import java.util.Locale;

/** Why a model stopped generating. */
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
