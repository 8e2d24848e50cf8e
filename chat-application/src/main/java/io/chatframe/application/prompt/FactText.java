package io.chatframe.application.prompt;

/** The value of a fact, made fit for a line of a block that the model reads. */
public final class FactText {
  private static final int REPLACEMENT = 0xFFFD;

  private FactText() {}

  /** Returns the value so that it can end neither its line nor the block; it may be empty. */
  public static String clean(String value) {
    return value
        .codePoints()
        .map(FactText::inLine)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .replace("<", "&lt;")
        .strip();
  }

  private static int inLine(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE -> REPLACEMENT;
      default -> codePoint;
    };
  }
}
