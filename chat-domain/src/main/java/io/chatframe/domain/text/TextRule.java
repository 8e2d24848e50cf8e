package io.chatframe.domain.text;

import java.util.regex.Pattern;

/**
 * The rule for all text: it can be stored and sent unchanged, so it has no NUL and no lone
 * surrogate. A visitor's text that breaks it is refused; {@link TextMender} mends a model's.
 */
public final class TextRule {
  private static final Pattern TURNS = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");
  private static final Pattern GAP = Pattern.compile("[\\s\\p{Cc}\\u2028\\u2029]+");

  private TextRule() {}

  /** Whether a text follows the rule. */
  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0 || Character.isLowSurrogate(unit)) {
        return false;
      }
      if (Character.isHighSurrogate(unit)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a text has nothing visible: only white space, controls and invisible characters. */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(TextRule::isInvisible);
  }

  /**
   * Whether a text shows as what it is: it is storable, and has no controls but line ends and tabs,
   * and none of the characters that turn the direction of what follows.
   */
  public static boolean isPlain(String text) {
    return isStorable(text)
        && !TURNS.matcher(text).find()
        && text.chars()
            .allMatch(unit -> !Character.isISOControl(unit) || "\n\r\t".indexOf(unit) >= 0);
  }

  /**
   * A text as one line: white space and controls become single spaces, and the characters that turn
   * the direction of text are left out.
   */
  public static String line(String text) {
    return GAP.matcher(TURNS.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED ->
          true;
      // Hangul fillers, the Braille blank and the variation selectors are invisible too.
      default ->
          Character.isWhitespace(codePoint)
              || codePoint == 0x115F
              || codePoint == 0x1160
              || codePoint == 0x3164
              || codePoint == 0xFFA0
              || codePoint == 0x2800
              || codePoint == 0x034F
              || (codePoint >= 0xFE00 && codePoint <= 0xFE0F);
    };
  }
}
