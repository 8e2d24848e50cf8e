package io.chatframe.adapter.llm.answer;

/**
 * Judges whether a mark that closes a thought does so, if nothing has opened one. Models close a
 * thought on a line of its own, or right behind its last word; who writes of such a mark has it in
 * code, in quotes or among words.
 */
final class LoneClose {
  /** How many characters behind a mark are looked at. */
  static final int LOOKS_AHEAD = 2;

  private static final int LONGEST_FENCE = 8;
  private static final String QUOTES = "`'\"“”‘’«»„(<[{";
  private static final String GO_ON = "`'\"“”‘’«»)>]},.;:";

  private final StringBuilder line = new StringBuilder();
  private boolean fenced;
  private char before;

  /** Passes text that stands before the mark to come. */
  void pass(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '\n') {
        fenced ^= isFence();
        line.setLength(0);
      } else if (line.length() < LONGEST_FENCE) {
        line.append(unit);
      }
      before = unit;
    }
  }

  private boolean isFence() {
    String start = line.toString().strip();
    return start.startsWith("```") || start.startsWith("~~~");
  }

  /**
   * Whether a mark that stands here closes a thought.
   *
   * @param after what follows it; shorter than {@link #LOOKS_AHEAD} only at the end of all
   */
  boolean isAtClose(String after) {
    if (fenced) {
      return false;
    }
    if (before == 0 || before == '\n') {
      return true;
    }
    if (Character.isWhitespace(before)) {
      return after.startsWith("\n\n") || after.isEmpty();
    }
    return QUOTES.indexOf(before) < 0 && (after.isEmpty() || GO_ON.indexOf(after.charAt(0)) < 0);
  }
}
