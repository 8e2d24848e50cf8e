package io.chatframe.domain;

/** What a reply says: its reasoning, then its text. Positions run through both in this order. */
public record ReplyText(String reasoning, String text) {
  public static final ReplyText EMPTY = new ReplyText("", "");

  /** The position of its end, in UTF-16 code units. */
  public int length() {
    return reasoning.length() + text.length();
  }

  /** Its beginning, up to a position. */
  public ReplyText upTo(int position) {
    int split = reasoning.length();
    return position <= split
        ? new ReplyText(reasoning.substring(0, position), "")
        : new ReplyText(reasoning, text.substring(0, position - split));
  }

  /** The rest of it, from a position on. */
  public ReplyText from(int position) {
    int split = reasoning.length();
    return position <= split
        ? new ReplyText(reasoning.substring(position), text)
        : new ReplyText("", text.substring(position - split));
  }

  public boolean isEmpty() {
    return length() == 0;
  }
}
