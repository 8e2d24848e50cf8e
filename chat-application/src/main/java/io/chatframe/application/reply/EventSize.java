package io.chatframe.application.reply;

/** Limits the text of one event so that none exceeds 16 KiB on any wire. */
final class EventSize {
  /** Leaves room for the frame around the text. */
  private static final int BUDGET = 16 * 1024 - 256;

  private EventSize() {}

  /** The longest piece from {@code start} that fits one event and ends between characters. */
  static String fit(StringBuilder text, int start) {
    int cost = 0;
    int end = start;
    while (end < text.length()) {
      char unit = text.charAt(end);
      int units = Character.isHighSurrogate(unit) && end + 1 < text.length() ? 2 : 1;
      cost += units == 2 ? 4 : jsonBytes(unit);
      if (cost > BUDGET) {
        break;
      }
      end += units;
    }
    return text.substring(start, end);
  }

  /** The most bytes that a code unit takes in UTF-8 JSON. */
  private static int jsonBytes(char unit) {
    if (unit < 0x20) {
      return 6;
    }
    if (unit < 0x80) {
      return unit == '"' || unit == '\\' ? 2 : 1;
    }
    // A JSON writer may escape U+2028 and U+2029.
    return unit < 0x800 ? 2 : unit == 0x2028 || unit == 0x2029 ? 6 : 3;
  }
}
