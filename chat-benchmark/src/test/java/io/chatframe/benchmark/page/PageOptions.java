package io.chatframe.benchmark.page;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What the command was told.
 *
 * @param length characters of each text
 * @param rate deltas a second
 * @param profile whether the traces say what the time is spent on
 * @param jar the built server
 * @param target the folder for the results
 */
record PageOptions(
    List<PageCase> cases, int length, int rate, boolean profile, Path jar, Path target) {
  static final String HELP =
      """
      Arguments:
        --cases LIST   of mixed,paragraph,code,long-dialog; all of them
        --length N     characters of each text, 20480
        --rate N       deltas a second, 100
        --profile      records more into the traces, for the browser's own tools: it makes the page
                       slower, so that the figures count for nothing
        --jar FILE     another build of the server, to compare two of them
        --target FOLDER  where results and traces are written, chat-benchmark/target
      """;

  /**
   * Reads arguments.
   *
   * @throws IllegalArgumentException if one is not understood, with a sentence for the user
   */
  static PageOptions of(String... arguments) {
    List<PageCase> cases = List.of(PageCase.values());
    int length = 20 * 1_024;
    int rate = 100;
    boolean profile = false;
    Path jar = Path.of("chat-bootstrap", "target", "chatframe.jar");
    Path target = Path.of("chat-benchmark", "target");
    for (var rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
      String name = rest.next();
      switch (name) {
        case "--cases" -> cases = PageCase.of(value(name, rest));
        case "--length" -> length = number(name, rest);
        case "--rate" -> rate = number(name, rest);
        case "--profile" -> profile = true;
        case "--jar" -> jar = Path.of(value(name, rest));
        case "--target" -> target = Path.of(value(name, rest));
        default -> throw new IllegalArgumentException("Not understood: " + name);
      }
    }
    return new PageOptions(cases, length, rate, profile, jar, target);
  }

  private static int number(String name, Iterator<String> rest) {
    String text = value(name, rest);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is not a number: %s".formatted(name, text), e);
    }
  }

  private static String value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("A value is missing after " + name);
    }
    return rest.next();
  }
}
