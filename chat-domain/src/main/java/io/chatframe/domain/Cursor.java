package io.chatframe.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A follower's position in a reply. Its text form {@code attempt.position} is opaque to clients.
 *
 * @param attempt the attempt the position belongs to, from 1
 * @param position UTF-16 code units of reasoning, then text, that precede this point
 */
public record Cursor(int attempt, int position) {
  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,8})");

  public Cursor {
    if (attempt < 1 || position < 0) {
      throw new IllegalArgumentException("Attempts count from 1, positions from 0");
    }
  }

  /** The beginning of a reply. */
  public static Cursor start() {
    return new Cursor(1, 0);
  }

  /** Parses a cursor; empty if the text is not one. */
  public static Optional<Cursor> parse(String text) {
    var matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Cursor(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return attempt + "." + position;
  }
}
