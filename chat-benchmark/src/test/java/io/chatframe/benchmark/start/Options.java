package io.chatframe.benchmark.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The arguments of the command.
 *
 * @param parts what is measured
 * @param only what a variant's name must have, except in {@code caches}
 * @param rounds how often each variant is started
 * @param minutes how long it may take; what is left over is measured when it is called again
 * @param heap the heap, in MiB, of the server that is brought to its limits
 */
record Options(List<String> parts, Pattern only, int rounds, int minutes, int heap, Path jar) {
  static final String CACHES = "caches";
  static final String STARTS = "starts";
  static final String STREAMS = "streams";
  static final String LIMITS = "limits";
  private static final List<String> PARTS = List.of(CACHES, STARTS, STREAMS, LIMITS);

  static final String HELP =
      """
      Arguments:
        --parts LIST   of caches, starts, streams and limits; all
        --only REGEX   only variants whose names have it, as "1 CPU, Serial.*cached"
        --rounds N     how often each variant is started, 5
        --minutes N    ends before a measurement that would begin later; called again, it goes on
        --heap N       MiB of heap of the server that is brought to its limits, 256
        --jar FILE     chat-bootstrap/target/chatframe.jar
      """;

  /**
   * @throws IllegalArgumentException if an argument is not understood, with a sentence for the user
   */
  static Options parse(String... arguments) {
    List<String> parts = PARTS;
    Pattern only = Pattern.compile("");
    int rounds = 5;
    int minutes = 24 * 60;
    int heap = 256;
    Path jar = Path.of("chat-bootstrap", "target", "chatframe.jar");
    for (var rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
      String name = rest.next();
      switch (name) {
        case "--parts" -> parts = parts(value(name, rest));
        case "--only" -> only = Pattern.compile(value(name, rest));
        case "--rounds" -> rounds = number(name, rest);
        case "--minutes" -> minutes = number(name, rest);
        case "--heap" -> heap = number(name, rest);
        case "--jar" -> jar = Path.of(value(name, rest));
        default -> throw new IllegalArgumentException("Unknown argument " + name);
      }
    }
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException("There is no jar %s; build it first.".formatted(jar));
    }
    return new Options(parts, only, rounds, minutes, heap, jar.toAbsolutePath());
  }

  private static List<String> parts(String list) {
    List<String> parts = List.of(list.split(",", -1));
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        throw new IllegalArgumentException(
            "There is no part %s; there are %s.".formatted(part, PARTS));
      }
    }
    return parts;
  }

  private static int number(String name, Iterator<String> rest) {
    String value = value(name, rest);
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(name + " needs a number from 1");
    }
    return Integer.parseInt(value);
  }

  private static String value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return rest.next();
  }
}
