package io.chatframe.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A task that runs beside the scenario, on its own thread. */
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

  /** Waits for the result; rethrows a failure. */
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
