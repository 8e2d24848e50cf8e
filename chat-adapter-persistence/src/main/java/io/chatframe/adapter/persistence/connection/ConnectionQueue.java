package io.chatframe.adapter.persistence.connection;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A fair queue in front of a connection pool. It distinguishes a busy database from a silent one:
 * while calls are answered, later ones wait; if none was answered while a caller waited, the whole
 * queue is refused at once. Thread-safe.
 */
final class ConnectionQueue {
  /** The longest wait for a turn; a longer queue exceeds the server's capacity. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A wait long enough to draw conclusions about the database. */
  private static final long TELLING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  // Many virtual threads waiting in HikariCP would spin; they wait here instead.
  private final Semaphore free;
  private volatile long answeredAt = System.nanoTime();

  ConnectionQueue(int connections) {
    this.free = new Semaphore(connections, true);
  }

  /**
   * Blocks until it is the caller's turn; the caller must {@link #release} it.
   *
   * @throws TimeoutException if no connection becomes free in time
   */
  void take() throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    if (!free.tryAcquire(LONGEST_NANOS, TimeUnit.NANOSECONDS)) {
      throw new TimeoutException("its connections are all busy");
    }
    if (System.nanoTime() - start > TELLING_NANOS && answeredAt - start < 0) {
      free.release();
      throw new TimeoutException("it is silent");
    }
  }

  /** Records that the database has answered, whatever the answer. */
  void answered() {
    answeredAt = System.nanoTime();
  }

  void release() {
    free.release();
  }
}
