package io.chatframe.benchmark.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as a model might write it.
 *
 * @param markdown what is sent
 * @param shown what a reader sees of it, apart from white space
 */
record Sample(String markdown, String shown) {
  /** Sections with everything that answers are made of. */
  static Sample mixed(int length) {
    var writer = new SampleWriter(1);
    while (writer.length() < length) {
      writer.section();
    }
    return writer.sample();
  }

  /** One paragraph. */
  static Sample paragraph(int length) {
    var writer = new SampleWriter(2);
    while (writer.length() < length) {
      writer.sentence();
    }
    return writer.sample();
  }

  /** One block of code. */
  static Sample code(int length) {
    var writer = new SampleWriter(3);
    writer.openCode();
    while (writer.length() < length) {
      writer.method();
    }
    writer.closeCode();
    return writer.sample();
  }

  /** The text in pieces of some characters, as it is sent. */
  List<String> pieces(int characters) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < markdown.length(); at += characters) {
      pieces.add(markdown.substring(at, Math.min(markdown.length(), at + characters)));
    }
    return pieces;
  }
}
