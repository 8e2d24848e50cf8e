package io.chatframe.bootstrap.settings;

/** Makes foreign text safe to log: short and on one line. */
public final class LogText {
  private static final int LONGEST = 60;

  private LogText() {}

  public static String oneLine(String text) {
    String plain = text.replaceAll("\\p{C}", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
