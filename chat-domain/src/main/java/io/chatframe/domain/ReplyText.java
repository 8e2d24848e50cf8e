package io.chatframe.domain;

/** What a reply says: its reasoning, then its text. Positions run through both in this order. */
public record ReplyText(String reasoning, String text) {
  public static final ReplyText EMPTY = new ReplyText("", "");

  /** The position of its end, in UTF-16 code units. */
  public int length() {
    return reasoning.length() + text.length();
  }

  public boolean isEmpty() {
    return length() == 0;
  }
}
