package io.chatframe.adapter.llm.answer;

/**
 * Decides whether a closing mark closes a thought although nothing has opened one. Models close a
 * thought on a line of its own, or right after its last word; text about such a mark has it in
 * code, in quotes or among words.
 */
final class LoneClose {
  /** How many characters after a mark are examined. */
  static final int LOOKS_AHEAD = 2;

  private static final int LONGEST_FENCE = 8;
  private static final String QUOTES = "`'\"“”‘’«»„(<[{";
  private static final String GO_ON = "`'\"“”‘’«»)>]},.;:";

  private final StringBuilder line = new StringBuilder();
  private boolean fenced;
  private char before;

  /** Takes the text before the next mark. */
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
   * Whether a mark at this point closes a thought.
   *
   * @param after what follows it; shorter than {@link #LOOKS_AHEAD} only at the end of the text
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
