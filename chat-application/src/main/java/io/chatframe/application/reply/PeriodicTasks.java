package io.chatframe.application.reply;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that is done again and again, each kind on its own thread, until this is closed. */
final class PeriodicTasks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicTasks.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Semaphore requests = new Semaphore(0);

  /** Does the work after each pause. */
  void every(Duration pause, String name, Runnable work) {
    repeat(name, work, () -> pause(pause));
  }

  /**
   * Does the work after each pause, or soon after it was {@linkplain #request requested}: a quarter
   * of the pause later, so that many requests cause little work.
   */
  void everyOrOnRequest(Duration pause, String name, Runnable work) {
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

  /** Asks for the work to be done soon; does not block. */
  void request() {
    requests.release();
  }

  /** Waits; {@code false} if this was closed meanwhile. */
  boolean pause(Duration time) throws InterruptedException {
    return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends after the work that is under way; does not wait for it. */
  @Override
  public void close() {
    closed.countDown();
  }

  private static void repeat(String name, Runnable work, Pause pause) {
    Thread.ofVirtual()
        .name("engine-" + name)
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
      // The loop must outlive a defect of the work; the class tells enough and carries no text.
      log.error("The engine's {} failed by {}", name, e.getClass().getName());
    }
  }

  /** Waits for the next time; {@code false} if there is none. */
  private interface Pause {
    boolean isOver() throws InterruptedException;
  }
}
