package io.chatframe.application.task;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks periodically, each on its own thread, until closed. */
public final class PeriodicTasks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicTasks.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Semaphore requests = new Semaphore(0);

  /** Runs the task after each pause. */
  public void every(Duration pause, String name, Runnable work) {
    repeat(name, work, () -> pause(pause));
  }

  /**
   * Runs the task after each pause, or a quarter of a pause after a {@linkplain #request request},
   * so that many requests cause few runs.
   */
  public void everyOrOnRequest(Duration pause, String name, Runnable work) {
    repeat(
        name,
        work,
        () -> {
          if (requests.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            pause(pause.dividedBy(4));
            requests.drainPermits();
          }
          return closed.getCount() > 0;
        });
  }

  /** Requests a run soon; does not block. */
  public void request() {
    requests.release();
  }

  /** Waits; {@code false} if closed meanwhile. */
  public boolean pause(Duration time) throws InterruptedException {
    return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops after the current runs; does not wait for them. */
  @Override
  public void close() {
    closed.countDown();
  }

  private static void repeat(String name, Runnable work, Pause pause) {
    Thread.ofVirtual()
        .name("task-" + name)
        .start(() -> {
          try {
            while (pause.isOver()) {
              run(name, work);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void run(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      // The loop must survive a bug in the task. Only the class is logged: a message may quote
      // texts.
      log.error("The task \"{}\" failed with {}", name, e.getClass().getName());
    }
  }

  /** Waits for the next run; {@code false} if there is none. */
  private interface Pause {
    boolean isOver() throws InterruptedException;
  }
}
