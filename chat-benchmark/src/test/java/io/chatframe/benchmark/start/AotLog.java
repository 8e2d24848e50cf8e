package io.chatframe.benchmark.start;

/** Reads what a JVM says of its cache with {@code -Xlog:aot}. */
final class AotLog {
  /** What a JVM has of a cache. */
  enum Use {
    /** Nothing: it was made with other options, or for other jars. */
    NONE(0),
    /** Classes that are read already, and still have to be linked. */
    READ(1),
    /** Classes that are linked already. */
    LINKED(2);

    private final int steps;

    Use(int steps) {
      this.steps = steps;
    }

    /** How many of the two steps it saves. */
    int steps() {
      return steps;
    }
  }

  private AotLog() {}

  static Use use(String log) {
    if (log.contains("Using AOT-linked classes: true")) {
      return Use.LINKED;
    }
    return log.contains("Using AOT-linked classes: false") ? Use.READ : Use.NONE;
  }
}
