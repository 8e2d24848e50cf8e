package io.chatframe.benchmark.page;

import java.util.List;

/**
 * What a browser recorded of a page's main thread. Times are microseconds of the machine's
 * monotonic clock, which is that of {@link System#nanoTime} on Linux.
 *
 * @param tasks in the order of their beginnings
 * @param shifts of the layout, in the same order
 */
record Trace(List<Task> tasks, List<Shift> shifts) {
  private static final double ROUNDING = 1;

  /**
   * A task of the main thread's event loop; none is inside another.
   *
   * @param wall microseconds from its beginning to its end
   * @param cpu those of them in which the thread was running
   */
  record Task(long start, long wall, long cpu) {}

  /**
   * Something visible that moved without being scrolled.
   *
   * @param score as the browser rates it
   * @param vertical the pixels by which a thing moved up or down, the most of any
   */
  record Shift(long time, double score, double vertical) {
    /** Whether it moved by more than what rounding does. */
    boolean isVertical() {
      return vertical > ROUNDING;
    }
  }

  Trace {
    tasks = List.copyOf(tasks);
    shifts = List.copyOf(shifts);
  }

  /** The shifts in a time. */
  List<Shift> shifts(long from, long to) {
    return shifts.stream().filter(shift -> shift.time() >= from && shift.time() < to).toList();
  }
}
