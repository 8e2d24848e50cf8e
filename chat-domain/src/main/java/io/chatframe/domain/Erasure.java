package io.chatframe.domain;

import java.util.Locale;

/** How far a visitor is erased. */
public enum Erasure {
  /** She was not, or there was nothing to erase. */
  NONE,
  /** Nothing of her is found any more; some of it is yet to be deleted. */
  RUNNING,
  /** All that was kept of her is deleted. */
  DONE;

  /** The lower-case name used on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
