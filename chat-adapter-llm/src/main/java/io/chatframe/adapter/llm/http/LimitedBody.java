package io.chatframe.adapter.llm.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The body of an answer whose reads may wait for a limited time. A timeout of the socket would do
 * the same, but would start and cancel a timer for each read that waits, which costs a virtual
 * thread more than the read itself. Here one timer per body looks now and then how long its reader
 * has waited. Only {@link #close} may be called by another thread than the reader's.
 */
final class LimitedBody extends FilterInputStream {
  private static final long IDLE = Long.MIN_VALUE;

  private final ScheduledExecutorService timers;
  private final LongSupplier nanos;
  private final Runnable abort;

  /** When the read began that is waiting now; {@link #IDLE} if none is. */
  private volatile long waitsSince = IDLE;

  private volatile long limit;
  private volatile boolean expired;
  private boolean closed;
  private Future<?> timer;

  /**
   * @param abort ends a read that is waiting, by closing the connection
   */
  LimitedBody(
      InputStream body,
      Duration limit,
      ScheduledExecutorService timers,
      LongSupplier nanos,
      Runnable abort) {
    super(body);
    this.limit = limit.toNanos();
    this.timers = timers;
    this.nanos = nanos;
    this.abort = abort;
    this.timer = lookIn(this.limit);
  }

  /** Limits the wait of all further reads. */
  void limit(Duration wait) {
    long before = limit;
    limit = wait.toNanos();
    if (limit < before) {
      restart();
    }
  }

  private synchronized void restart() {
    if (!closed) {
      timer.cancel(false);
      timer = lookIn(limit);
    }
  }

  private Future<?> lookIn(long wait) {
    return timers.schedule(this::look, wait, TimeUnit.NANOSECONDS);
  }

  private synchronized void look() {
    if (closed) {
      return;
    }
    long since = waitsSince;
    long left = since == IDLE ? limit : limit - (nanos.getAsLong() - since);
    if (left > 0) {
      timer = lookIn(left);
    } else {
      expired = true;
      abort.run();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /**
   * @throws SocketTimeoutException if nothing came within the limit
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    waitsSince = nanos.getAsLong();
    try {
      return in.read(into, offset, length);
    } catch (IOException e) {
      if (expired) {
        throw new SocketTimeoutException("Nothing came within the limit");
      }
      throw e;
    } finally {
      waitsSince = IDLE;
    }
  }

  /** Ends the limit; leaves the body open, because closing it would read it to its end. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel(false);
  }
}
