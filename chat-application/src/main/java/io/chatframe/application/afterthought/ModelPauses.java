package io.chatframe.application.afterthought;

import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Models that are not asked for a while, because what they were asked came to nothing several times
 * in a row. Thread-safe.
 */
final class ModelPauses {
  static final Duration PAUSE = Duration.ofHours(1);
  static final int FAILURES = 3;

  /** Beyond it no more are watched: an operator names a handful. */
  private static final int MOST_MODELS = 100;

  /**
   * @param failures in a row
   * @param last when the last of them was, on {@link TimeSource#nanos}
   */
  private record Failures(int failures, long last) {}

  private final TimeSource time;
  private final ConcurrentHashMap<String, Failures> failing = new ConcurrentHashMap<>();

  ModelPauses(TimeSource time) {
    this.time = time;
  }

  /** Whether a model is not to be asked now. */
  boolean isPaused(String model) {
    Failures known = failing.get(model);
    return known != null
        && known.failures() >= FAILURES
        && time.nanos() - known.last() < PAUSE.toNanos();
  }

  void succeeded(String model) {
    failing.remove(model);
  }

  /** Whether the model is paused from now on; after a pause, one more failure begins the next. */
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
