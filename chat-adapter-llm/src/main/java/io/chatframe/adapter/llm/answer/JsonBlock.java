package io.chatframe.adapter.llm.answer;

/**
 * Finds the end of a JSON object or array that is in a stream but not in an event: an answer that
 * is not a stream, one object per line, or an error's body. Works on the bytes of lines.
 */
final class JsonBlock {
  private int depth;
  private boolean quoted;
  private boolean escaped;

  /** Whether a line can begin one; no field of an event looks like that. */
  static boolean mayBegin(byte[] line, int length) {
    int at = 0;
    while (at < length && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at < length && (line[at] == '{' || line[at] == '[');
  }

  /** Takes a line; returns whether it completes the value. */
  boolean ends(byte[] line, int length) {
    for (int i = 0; i < length; i++) {
      take(line[i]);
    }
    // A string does not continue on the next line.
    quoted = false;
    escaped = false;
    return depth <= 0;
  }

  private void take(byte one) {
    if (escaped) {
      escaped = false;
    } else if (quoted) {
      escaped = one == '\\';
      quoted = one != '"';
    } else {
      switch (one) {
        case '"' -> quoted = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
    }
  }
}
