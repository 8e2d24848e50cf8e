package io.chatframe.domain.text;

/**
 * Makes a model's output conform to {@link TextRule}, piece by piece: NUL and lone surrogates
 * become U+FFFD, and a high surrogate at the end of a piece waits for the next one. Not
 * thread-safe; use one per stream of pieces.
 */
public final class TextMender {
  private static final char REPLACEMENT = '\uFFFD';

  private char pending;

  /** Returns the piece, mended; empty if all of it waits. */
  public String mend(String piece) {
    if (pending == 0 && TextRule.isStorable(piece)) {
      return piece;
    }
    var mended = new StringBuilder(piece.length() + 1);
    for (int i = 0; i < piece.length(); i++) {
      append(mended, piece.charAt(i));
    }
    return mended.toString();
  }

  /** Ends the stream; returns one replacement character if a surrogate still waited. */
  public String end() {
    boolean waited = pending != 0;
    pending = 0;
    return waited ? String.valueOf(REPLACEMENT) : "";
  }

  private void append(StringBuilder mended, char unit) {
    if (pending != 0) {
      boolean paired = Character.isLowSurrogate(unit);
      mended.append(paired ? pending : REPLACEMENT);
      pending = 0;
      if (paired) {
        mended.append(unit);
        return;
      }
    }
    if (Character.isHighSurrogate(unit)) {
      pending = unit;
    } else {
      mended.append(unit == 0 || Character.isLowSurrogate(unit) ? REPLACEMENT : unit);
    }
  }
}
