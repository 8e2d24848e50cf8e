package io.chatframe.benchmark.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the measurements of both data sets. An operation may read half as many blocks again in
 * the larger one, and beyond that one block for each level by which an index is deeper, for each
 * search of that index and each row written to it.
 */
final class Judge {
  private static final double GROWTH = 1.5;

  /** Calls are not the same in both data sets, so that small counts differ by chance. */
  private static final double CHANCE = 3;

  private Judge() {}

  static List<String> findings(Measurement small, Measurement large) {
    var findings = new ArrayList<String>();
    large
        .sequentialScans()
        .forEach((table, scans) ->
            findings.add(
                "“%s” scanned %s sequentially, %d times in %d calls"
                    .formatted(large.operation(), table, scans, large.nanos().size())));
    double allowed = small.blocks() * GROWTH + CHANCE + large.deeper(small);
    if (large.blocks() > allowed) {
      findings.add(
          String.format(
              Locale.ROOT,
              "“%s” grows: %.1f blocks in the smaller data set, %.1f in the larger, %.1f allowed",
              large.operation(),
              small.blocks(),
              large.blocks(),
              allowed));
    }
    return findings;
  }
}
