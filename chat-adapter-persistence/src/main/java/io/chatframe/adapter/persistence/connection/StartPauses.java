package io.chatframe.adapter.persistence.connection;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Pauses of a waiting start, which end when the JVM shuts down. An interrupt would also abort the
 * stop of an embedded database that follows on the same thread.
 */
public final class StartPauses implements AutoCloseable {
  private static final long MILLIS = 500;

  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook = new Thread(told::countDown, "start-pauses");

  private StartPauses() {}

  /** Starts listening for the JVM's shutdown, until closed. */
  public static StartPauses begin() {
    var pauses = new StartPauses();
    try {
      Runtime.getRuntime().addShutdownHook(pauses.hook);
    } catch (IllegalStateException e) {
      // The JVM is already shutting down.
      pauses.told.countDown();
    }
    return pauses;
  }

  /**
   * Pauses once.
   *
   * @throws FailureAnalyzedException if the JVM shuts down or the thread is interrupted
   */
  public void take() {
    try {
      if (!told.await(MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new FailureAnalyzedException(
        "The start was cancelled while the database was waited for.", "Start again.");
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down and runs the hook anyway.
      told.countDown();
    }
  }
}
