package io.chatframe.application.afterthought;

import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/** Pauses models whose calls failed several times in a row. Thread-safe. */
final class ModelPauses {
  static final Duration PAUSE = Duration.ofHours(1);
  static final int FAILURES = 3;

  /** Models beyond this number are not tracked; an operator configures a handful. */
  private static final int MOST_MODELS = 100;

  /**
   * @param failures the number of consecutive failures
   * @param last the time of the last one, on {@link TimeSource#nanos}
   */
  private record Failures(int failures, long last) {}

  private final TimeSource time;
  private final ConcurrentHashMap<String, Failures> failing = new ConcurrentHashMap<>();

  ModelPauses(TimeSource time) {
    this.time = time;
  }

  /** Whether the model must not be asked now. */
  boolean isPaused(String model) {
    Failures known = failing.get(model);
    return known != null
        && known.failures() >= FAILURES
        && time.nanos() - known.last() < PAUSE.toNanos();
  }

  void succeeded(String model) {
    failing.remove(model);
  }

  /**
   * Counts a failure and returns whether it begins a pause; after a pause, one failure begins the
   * next.
   */
  boolean failed(String model) {
    if (failing.size() >= MOST_MODELS && !failing.containsKey(model)) {
      return false;
    }
    boolean paused = isPaused(model);
    failing.merge(
        model,
        new Failures(1, time.nanos()),
        (before, now) -> new Failures(before.failures() + 1, now.last()));
    return !paused && isPaused(model);
  }
}
