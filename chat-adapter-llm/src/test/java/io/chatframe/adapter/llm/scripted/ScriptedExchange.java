package io.chatframe.adapter.llm.scripted;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One request to a {@link ScriptedProvider}, and the state of its connection. Thread-safe. */
public final class ScriptedExchange {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ScriptedRequest request;
  private final ScriptedConnection connection;
  private final AtomicLong written = new AtomicLong();
  private final CountDownLatch answered = new CountDownLatch(1);

  ScriptedExchange(ScriptedRequest request, ScriptedConnection connection) {
    this.request = request;
    this.connection = connection;
  }

  public ScriptedRequest request() {
    return request;
  }

  /** The number of the connection, from 1: equal numbers mean that it was reused. */
  public int connection() {
    return connection.number();
  }

  /** Bytes of the body written to the socket so far. */
  public long written() {
    return written.get();
  }

  /** Whether the client has ended the connection. */
  public boolean clientGone() {
    return connection.gone().getCount() == 0;
  }

  /** Waits until the whole script has been played, at most 10 seconds. */
  public void awaitAnswered() {
    await(answered, "The answer was not given to its end");
  }

  /**
   * Waits until the client has ended the connection, at most 10 seconds.
   *
   * @return the time of that, as {@link System#nanoTime}
   */
  public long awaitClosed() {
    await(connection.gone(), "The client did not close its connection");
    return connection.goneAt();
  }

  void wrote(int bytes) {
    written.addAndGet(bytes);
  }

  void end() {
    answered.countDown();
  }

  private static void await(CountDownLatch latch, String complaint) {
    try {
      if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(complaint + " within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
