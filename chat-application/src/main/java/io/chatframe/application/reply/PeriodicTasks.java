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
  private final Semaphore told = new Semaphore(0);

  /** Does the work after each pause. */
  void every(Duration pause, String name, Runnable work) {
    begin(name, work, () -> pause(pause));
  }

  /**
   * Does the work after each pause, or soon after it was {@linkplain #tell told}: a quarter of the
   * pause later, so that many who tell cause little work.
   */
  void everyOrTold(Duration pause, String name, Runnable work) {
    begin(
        name,
        work,
        () -> {
          if (told.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            pause(pause.dividedBy(4));
            told.drainPermits();
          }
          return closed.getCount() > 0;
        });
  }

  /** Asks for a round soon; does not block. */
  void tell() {
    told.release();
  }

  /** Waits; {@code false} where the rounds were closed meanwhile. */
  boolean pause(Duration time) throws InterruptedException {
    return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends after the rounds that are under way; does not wait for them. */
  @Override
  public void close() {
    closed.countDown();
  }

  private static void begin(String name, Runnable work, Pause pause) {
    Thread.ofVirtual()
        .name("engine-" + name)
        .start(() -> {
          try {
            while (pause.goesOn()) {
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
      // The loop must outlive a defect of one round; the class tells enough and carries no text.
      log.error("The engine's {} failed by {}", name, e.getClass().getName());
    }
  }

  /** The wait between two rounds. */
  private interface Pause {
    boolean goesOn() throws InterruptedException;
  }
}
