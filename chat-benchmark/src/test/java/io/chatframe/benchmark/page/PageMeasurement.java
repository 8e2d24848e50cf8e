package io.chatframe.benchmark.page;

import java.util.List;

/**
 * What a case cost.
 *
 * @param wall the main thread's time for each delta, as the clock has it
 * @param cpu of it, what the thread was running
 * @param counters of the browser, for the same time
 * @param seconds from the first delta to the end of the last one's time
 * @param shifts of the layout while the text grew
 * @param faults how what is shown differs from what was sent
 */
record PageMeasurement(
    PageCase kind,
    Costs wall,
    Costs cpu,
    Counters counters,
    double seconds,
    List<Trace.Shift> shifts,
    List<String> faults) {
  PageMeasurement {
    shifts = List.copyOf(shifts);
    faults = List.copyOf(faults);
  }

  int deltas() {
    return wall.millis().size();
  }

  /** The share of the main thread's work, as the browser counts it, that is in the trace too. */
  double traced() {
    return wall.mean() * deltas() / 1_000 / counters.task();
  }

  /** Milliseconds for each delta of what the browser counted in seconds. */
  double perDelta(double seconds) {
    return seconds * 1_000 / deltas();
  }
}
