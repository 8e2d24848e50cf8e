package io.chatframe.adapter.persistence.connection;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Pauses of a start that waits, which end when the JVM is told to stop. An interrupt would end them
 * too, but also the stop of an embedded database that follows on the same thread.
 */
public final class StartPauses implements AutoCloseable {
  private static final long MILLIS = 500;

  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook = new Thread(told::countDown, "start-pauses");

  private StartPauses() {}

  /** Begins to listen for the end of the JVM; until it is closed. */
  public static StartPauses begin() {
    var pauses = new StartPauses();
    try {
      Runtime.getRuntime().addShutdownHook(pauses.hook);
    } catch (IllegalStateException e) {
      // It ends already.
      pauses.told.countDown();
    }
    return pauses;
  }

  /**
   * Takes one.
   *
   * @throws FailureAnalyzedException if the JVM ends, or the thread is interrupted
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
      // The JVM ends, and has run it or will.
      told.countDown();
    }
  }
}
