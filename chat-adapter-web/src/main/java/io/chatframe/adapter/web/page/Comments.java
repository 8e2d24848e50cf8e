package io.chatframe.adapter.web.page;

import java.util.stream.Collectors;

/**
 * Our own scripts as they are sent: a third of what they weigh is said to their readers. Lines that
 * are nothing but comment become empty, so that whoever debugs finds each line where it was.
 */
final class Comments {
  private boolean inside;

  private Comments() {}

  /**
   * The script without the lines that are comment and nothing else. No line of a template in it may
   * look like one.
   */
  static String removed(String script) {
    var comments = new Comments();
    return script.lines().map(comments::kept).collect(Collectors.joining("\n", "", "\n"));
  }

  private String kept(String line) {
    String text = line.strip();
    if (inside) {
      inside = !text.endsWith("*/");
      return "";
    }
    if (text.startsWith("/*") && !text.contains("*/")) {
      inside = true;
      return "";
    }
    boolean comment = text.startsWith("//") || (text.startsWith("/*") && text.endsWith("*/"));
    return comment ? "" : line;
  }
}
