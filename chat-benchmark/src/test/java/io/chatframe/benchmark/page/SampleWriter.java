package io.chatframe.benchmark.page;

import io.chatframe.benchmark.database.filling.GeneratedText;

/** Writes Markdown and, beside it, what a reader sees of it. The same seed gives the same text. */
final class SampleWriter {
  private static final int COLUMNS = 4;
  private static final int ROWS = 6;
  private static final int ITEMS = 5;
  private static final int METHODS = 2;

  private final StringBuilder markdown = new StringBuilder();
  private final StringBuilder shown = new StringBuilder();
  private long seed;

  SampleWriter(long seed) {
    this.seed = seed << 32;
  }

  int length() {
    return markdown.length();
  }

  Sample sample() {
    return new Sample(markdown.toString(), shown.toString());
  }

  /** A heading and one of each kind of block below it. */
  void section() {
    mark("## ");
    say(words(4));
    mark("\n\n");
    for (int i = 0; i < 3; i++) {
      sentence();
    }
    mark("\n\n");
    list("- ");
    sentence();
    mark("\n\n");
    table();
    list("1. ");
    openCode();
    for (int i = 0; i < METHODS; i++) {
      method();
    }
    closeCode();
    mark("> ");
    say(words(20));
    mark("\n\n");
  }

  /** A sentence with bold words, code and a link, and a space behind it. */
  void sentence() {
    say(words(8));
    say(" ");
    // One word each: a line of many kilobytes is shown in parts, and no pair of marks should be
    // cut.
    enclosed("**", "**");
    say(", " + words(5) + " ");
    enclosed("`", "`");
    say(" " + words(6) + " ");
    enclosed("[", "](https://example.org/" + seed + ")");
    say(" " + words(4) + ". ");
  }

  private void list(String marker) {
    for (int i = 0; i < ITEMS; i++) {
      mark(marker);
      enclosed("**", "**");
      say(": " + words(9));
      mark("\n");
    }
    mark("\n");
  }

  private void table() {
    row();
    mark("|" + "---|".repeat(COLUMNS) + "\n");
    for (int i = 0; i < ROWS; i++) {
      row();
    }
    mark("\n");
  }

  private void row() {
    mark("|");
    for (int i = 0; i < COLUMNS; i++) {
      mark(" ");
      say(words(2));
      mark(" |");
    }
    mark("\n");
  }

  void openCode() {
    mark("```java\n");
  }

  /** A method, as lines of code. */
  void method() {
    String name = words(1);
    say(
        """
        /** %s. */
        static int %s(int first, String second) {
          String text = "%s" + second; // %s
          for (int i = 0; i < %d; i++) {
            first += text.charAt(i);
          }
          return first;
        }

        """
            .formatted(words(8), name, words(3), words(5), seed % 1_000));
  }

  void closeCode() {
    mark("```\n\n");
  }

  private String words(int count) {
    return GeneratedText.of(seed++, count);
  }

  private void enclosed(String before, String after) {
    mark(before);
    say(words(1));
    mark(after);
  }

  /** What is seen as it is written. */
  private void say(String text) {
    markdown.append(text);
    shown.append(text);
  }

  /** What is not seen. */
  private void mark(String mark) {
    markdown.append(mark);
  }
}
