package io.chatframe.domain.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a reply was of use. */
public enum Rating {
  UP,
  DOWN;

  /** The rating of this name on the wire; empty if there is none. */
  public static Optional<Rating> named(String wireName) {
    return Arrays.stream(values()).filter(rating -> rating.wireName().equals(wireName)).findFirst();
  }

  /** The lower-case name used on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
