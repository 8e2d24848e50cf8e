package io.chatframe.domain;

/** The reasoning and the text of a reply. Positions run through both, reasoning first. */
public record ReplyText(String reasoning, String text) {
  public static final ReplyText EMPTY = new ReplyText("", "");

  /** The length of both together, in UTF-16 code units. */
  public int length() {
    return reasoning.length() + text.length();
  }

  /** The part before a position. */
  public ReplyText upTo(int position) {
    int split = reasoning.length();
    return position <= split
        ? new ReplyText(reasoning.substring(0, position), "")
        : new ReplyText(reasoning, text.substring(0, position - split));
  }

  /** The part from a position on. */
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
