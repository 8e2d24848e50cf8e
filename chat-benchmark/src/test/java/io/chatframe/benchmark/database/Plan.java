package io.chatframe.benchmark.database;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement and the plan that it was executed by.
 *
 * @param text both, as auto_explain writes them
 * @param shape the text without what differs between two executions of one plan
 */
record Plan(String text, String shape) {
  private static final Pattern SCAN = Pattern.compile("(?:Parallel )?Seq Scan on (\\w+)");
  private static final Pattern REMOVED =
      Pattern.compile("Rows Removed by (?:Join )?Filter: (\\d{4,})");
  private static final Pattern VARYING =
      Pattern.compile(
          "\\s*\\n *(?:Buffers|I/O Timings|Heap Fetches|Heap Blocks|Index Searches|Rows Removed"
              + "|Sort Method|Buckets|Storage|Worker|WAL|Tuples|Conflicting)[^\\n]*"
              + "|\\((?:cost|actual|never)[^)]*\\)|'[^']*'|\\b\\d+\\b|\\s+");

  /** Parses a message of auto_explain. */
  static Optional<Plan> parse(String message) {
    int at = message.indexOf("plan:\n");
    if (at < 0) {
      return Optional.empty();
    }
    String text = message.substring(at + "plan:\n".length());
    return Optional.of(new Plan(text, VARYING.matcher(text).replaceAll(" ")));
  }

  /** The growing tables that it reads from one end to the other. */
  Stream<String> scanned() {
    return SCAN.matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(DataSet.TABLES::contains);
  }

  /** Counts of a thousand or more rows that were read to be left out. */
  List<String> wasted() {
    return REMOVED.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
