package io.chatframe.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that goes on beside the scenario, on a thread of its own. */
final class Background<T> {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final FutureTask<T> task;

  private Background(Callable<T> what) {
    task = new FutureTask<>(what);
    Thread.ofVirtual().start(task);
  }

  static <T> Background<T> of(Callable<T> what) {
    return new Background<>(what);
  }

  boolean isOver() {
    return task.isDone();
  }

  /** Waits for its result; its failure is the caller's. */
  T result() throws InterruptedException {
    try {
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("Something beside the scenario failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("Something beside the scenario does not end", e);
    }
  }
}
