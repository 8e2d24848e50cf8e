package io.chatframe.domain;

import java.util.Locale;

/** The progress of a visitor's erasure. */
public enum Erasure {
  /** The visitor was not erased, or there was nothing to erase. */
  NONE,
  /** Her data is inaccessible, but not all of it is deleted yet. */
  RUNNING,
  /** All her data is deleted. */
  DONE;

  /** The lower-case name used on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
