package io.chatframe.benchmark.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What each delta cost the main thread.
 *
 * <p>A delta is charged with every task, whole, that began after it was sent and before the next
 * one was: also with the frame that draws it and those before it. So nothing is lost, and a frame
 * that draws several deltas is charged to one of them alone, which makes the upper quantiles those
 * of frames.
 *
 * @param millis of each delta, in order
 */
record Costs(List<Double> millis) {
  /**
   * Some deltas have a frame among their tasks and others have none, so that growth is seen only in
   * several of them together.
   */
  private static final int TOGETHER = 10;

  Costs {
    millis = List.copyOf(millis);
  }

  /**
   * Charges tasks.
   *
   * @param tasks in the order of their beginnings
   * @param sent when each delta was sent, in microseconds of the tasks' clock
   * @param end of the last delta's time
   * @param time which time of a task is charged, in microseconds
   */
  static Costs of(
      List<Trace.Task> tasks, List<Long> sent, long end, ToLongFunction<Trace.Task> time) {
    List<Double> millis = new ArrayList<>();
    int next = 0;
    while (next < tasks.size() && tasks.get(next).start() < sent.getFirst()) {
      next++;
    }
    for (int i = 0; i < sent.size(); i++) {
      long until = i + 1 < sent.size() ? sent.get(i + 1) : end;
      long micros = 0;
      for (; next < tasks.size() && tasks.get(next).start() < until; next++) {
        micros += time.applyAsLong(tasks.get(next));
      }
      millis.add(micros / 1_000.0);
    }
    return new Costs(millis);
  }

  /** The lowest value that a share of all deltas does not exceed. */
  double quantile(double share) {
    return quantile(millis, share);
  }

  double mean() {
    return millis.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** The median of ten deltas' mean, in the first quarter of the text. */
  double firstQuarter() {
    return quantile(together(0, millis.size() / 4), 0.5);
  }

  /** The same in the last quarter. */
  double lastQuarter() {
    return quantile(together(millis.size() - millis.size() / 4, millis.size()), 0.5);
  }

  /** How many times the last quarter costs what the first did. */
  double growth() {
    return lastQuarter() / firstQuarter();
  }

  private List<Double> together(int from, int to) {
    return IntStream.range(0, (to - from) / TOGETHER)
        .mapToObj(i -> millis.subList(from + i * TOGETHER, from + (i + 1) * TOGETHER))
        .map(ten -> new Costs(ten).mean())
        .toList();
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    int at = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.isEmpty() ? Double.NaN : sorted.get(Math.clamp(at, 0, sorted.size() - 1));
  }
}
