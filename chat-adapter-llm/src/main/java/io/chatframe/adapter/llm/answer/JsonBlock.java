package io.chatframe.adapter.llm.answer;

/**
 * Finds where a JSON object or array ends that stands in a stream without being an event: an answer
 * that is no stream, one object a line, or an error's body. Works on the bytes of lines.
 */
final class JsonBlock {
  private int depth;
  private boolean quoted;
  private boolean escaped;

  /** Whether a line can begin one: no field of an event does. */
  static boolean mayBegin(byte[] line, int length) {
    int at = 0;
    while (at < length && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at < length && (line[at] == '{' || line[at] == '[');
  }

  /** Takes a line; whether the value is whole with it. */
  boolean ends(byte[] line, int length) {
    for (int i = 0; i < length; i++) {
      take(line[i]);
    }
    // A string does not go on in the next line.
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
