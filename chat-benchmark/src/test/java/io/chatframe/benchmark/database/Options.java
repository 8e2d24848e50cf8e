package io.chatframe.benchmark.database;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * The arguments of the command.
 *
 * @param small the smaller data set
 * @param large the larger one, which is compared with it
 * @param times how often each operation is measured
 * @param fillOnly whether nothing is measured
 * @param url a JDBC URL of a PostgreSQL server with a superuser; empty for an embedded one
 * @param data the folder of an embedded server whose data sets are kept and used again
 * @param target the folder for results
 */
record Options(
    Size small,
    Size large,
    int times,
    boolean fillOnly,
    Optional<String> url,
    Optional<Path> data,
    Path target) {
  static final String HELP =
      """
      Arguments:
        --dialogs N    dialogs of the larger data set, 200000
        --messages N   messages of it, about, 2000000
        --large        1000000 dialogs and 10000000 messages
        --small N      dialogs of the smaller data set, 10000
        --times N      how often each operation is measured, 300
        --fill         only fills the data sets, which --data or --url keep
        --url URL      JDBC URL of a PostgreSQL server and a superuser of it, instead of an embedded
                       one; databases chatframe_benchmark_N are created in it
        --data FOLDER  keeps the embedded server and its data sets there, and uses them again
        --target FOLDER  where plans and results are written, chat-benchmark/target
      """;

  /** The number of dialogs and, about, of messages in a data set. */
  record Size(int dialogs, int messages) {
    String database() {
      return "chatframe_benchmark_" + dialogs;
    }
  }

  static Options parse(String... arguments) {
    int dialogs = 200_000;
    int messages = 2_000_000;
    int small = 10_000;
    int times = 300;
    boolean fillOnly = false;
    Optional<String> url = Optional.empty();
    Optional<Path> data = Optional.empty();
    Path target = Path.of("chat-benchmark", "target");
    for (var rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
      String name = rest.next();
      switch (name) {
        case "--dialogs" -> dialogs = number(name, rest);
        case "--messages" -> messages = number(name, rest);
        case "--large" -> {
          dialogs = 1_000_000;
          messages = 10_000_000;
        }
        case "--small" -> small = number(name, rest);
        case "--times" -> times = number(name, rest);
        case "--fill" -> fillOnly = true;
        case "--url" -> url = Optional.of(value(name, rest));
        case "--data" -> data = Optional.of(Path.of(value(name, rest)));
        case "--target" -> target = Path.of(value(name, rest));
        default -> throw new IllegalArgumentException("Unknown argument " + name);
      }
    }
    int each = Math.max(messages / dialogs, 1);
    return new Options(
        new Size(small, small * each),
        new Size(dialogs, messages),
        times,
        fillOnly,
        url,
        data,
        target);
  }

  private static int number(String name, Iterator<String> rest) {
    try {
      return Integer.parseInt(value(name, rest));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " needs a number", e);
    }
  }

  private static String value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return rest.next();
  }
}
