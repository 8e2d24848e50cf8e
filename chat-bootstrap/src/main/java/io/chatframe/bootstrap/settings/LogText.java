package io.chatframe.bootstrap.settings;

/** What others wrote, made fit to be shown to an operator: short, and on one line. */
public final class LogText {
  private static final int LONGEST = 60;

  private LogText() {}

  public static String oneLine(String text) {
    String plain = text.replaceAll("\\p{C}", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
