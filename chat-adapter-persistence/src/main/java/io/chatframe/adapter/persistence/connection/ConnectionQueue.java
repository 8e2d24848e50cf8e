package io.chatframe.adapter.persistence.connection;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The queue before a pool of connections, first come first served. It distinguishes a busy database
 * from a silent one: while calls are answered, those behind them wait; if no call was answered for
 * as long as one waited, the whole queue is refused at once. Thread-safe.
 */
final class ConnectionQueue {
  /** The longest wait for a turn; a rush that is not served by then is more than we can serve. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A wait long enough to say something about the database. */
  private static final long TELLING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  // HikariCP lets many waiting virtual threads spin; they wait here instead.
  private final Semaphore free;
  private volatile long answeredAt = System.nanoTime();

  ConnectionQueue(int connections) {
    this.free = new Semaphore(connections, true);
  }

  /**
   * Blocks until it is the caller's turn, who gives it back with {@link #release}.
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

  /** Says that the database has answered just now, whatever it said. */
  void answered() {
    answeredAt = System.nanoTime();
  }

  void release() {
    free.release();
  }
}
