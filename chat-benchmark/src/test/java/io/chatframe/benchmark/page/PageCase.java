package io.chatframe.benchmark.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A text that grows in a page. */
enum PageCase {
  MIXED("mixed Markdown", 1),
  PARAGRAPH("one paragraph", 1),
  CODE("one block of code", 1),
  LONG_DIALOG("mixed Markdown below 300 messages", 150);

  private final String title;
  private final int exchanges;

  PageCase(String title, int exchanges) {
    this.title = title;
    this.exchanges = exchanges;
  }

  String title() {
    return title;
  }

  /** The messages above it, two each: one exchange at least, so that the page is warm. */
  int exchanges() {
    return exchanges;
  }

  Sample sample(int length) {
    return switch (this) {
      case MIXED, LONG_DIALOG -> Sample.mixed(length);
      case PARAGRAPH -> Sample.paragraph(length);
      case CODE -> Sample.code(length);
    };
  }

  /** The name as an argument. */
  String argument() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The cases with these arguments, separated by commas.
   *
   * @throws IllegalArgumentException if there is none with one of them, with a sentence for the
   *     user
   */
  static List<PageCase> of(String arguments) {
    return Arrays.stream(arguments.split(",", -1)).map(PageCase::single).toList();
  }

  private static PageCase single(String argument) {
    return Arrays.stream(values())
        .filter(each -> each.argument().equals(argument))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no case %s; there are %s."
                    .formatted(
                        argument, Arrays.stream(values()).map(PageCase::argument).toList())));
  }
}
