package io.chatframe.adapter.llm.answer;

/** Counts UTF-8 bytes without encoding. */
public final class Utf8 {
  private Utf8() {}

  /** How many bytes a text takes; each surrogate counts as two. */
  public static long length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
