package io.chatframe.adapter.llm.scripted;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a scripted answer: {@code word1 word2 …}, or {@code w1-s3 w2-s3 …} if the answer is
 * salted.
 *
 * @param salt what every word of this answer ends with; empty for none
 */
record ScriptedWords(String salt) {
  /**
   * The continuation of a prefix up to {@code count} words in all, one piece per word.
   *
   * @param prefix may end anywhere, even in the middle of a word; the first piece then completes
   *     the word, or is white space if the word has another salt
   */
  List<String> after(String prefix, int count) {
    List<String> pieces = new ArrayList<>();
    int begun = prefix.stripTrailing().isEmpty() ? 0 : prefix.strip().split("\\s+").length;
    String open = prefix.substring(endOfLastSpace(prefix));
    if (!open.isEmpty()) {
      String word = word(begun);
      pieces.add(word.startsWith(open) ? word.substring(open.length()) : " ");
    }
    for (int i = begun + 1; i <= count; i++) {
      pieces.add(word(i));
    }
    return pieces;
  }

  private static int endOfLastSpace(String text) {
    int end = text.length();
    while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private String word(int number) {
    return (salt.isEmpty() ? "word" + number : "w" + number + salt) + " ";
  }
}
