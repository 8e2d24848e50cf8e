package io.chatframe.benchmark.database;

import java.util.List;
import java.util.TreeMap;

/** The times of the calls of an operation, and what PostgreSQL counted. */
record Measurement(String operation, List<Long> nanos, Statistics statistics) {
  Measurement {
    nanos = nanos.stream().sorted().toList();
  }

  double millis(double quantile) {
    int at = (int) Math.ceil(quantile * nanos.size()) - 1;
    return nanos.get(Math.clamp(at, 0, nanos.size() - 1)) / 1e6;
  }

  /** Blocks for each call. */
  double blocks() {
    return (double) statistics.blocks() / nanos.size();
  }

  /** Sequential scans of growing tables, by table; without those that had none. */
  TreeMap<String, Long> sequentialScans() {
    var scans = new TreeMap<String, Long>();
    statistics
        .tables()
        .forEach((name, table) -> {
          if (table.sequentialScans() > 0) {
            scans.put(name, table.sequentialScans());
          }
        });
    return scans;
  }

  /**
   * The blocks that a call may read beyond those of the other data set because indexes have become
   * deeper: one for each level, for each search and for each row written.
   */
  double deeper(Measurement other) {
    long blocks = 0;
    for (var entry : statistics.indexes().entrySet()) {
      var index = entry.getValue();
      var before = other.statistics.indexes().get(entry.getKey());
      var table = statistics.tables().get(index.table());
      if (before != null && table != null) {
        long descents = index.scans() + table.indexed();
        blocks += descents * Math.max(index.level() - before.level(), 0);
      }
    }
    return (double) blocks / nanos.size();
  }
}
