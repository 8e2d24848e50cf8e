package io.chatframe.adapter.llm.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timers that are due in an hour, of a clock that only the test moves. */
@Timeout(20)
final class LimitedBodyTest {
  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
  private final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CompletableFuture<Integer> socket = new CompletableFuture<>();

  LimitedBodyTest() {
    timers.setRemoveOnCancelPolicy(true);
  }

  @AfterEach
  void close() {
    timers.shutdownNow();
  }

  @Test
  void endsAReadThatHasWaitedForTooLong() {
    LimitedBody body = body(new Silent());
    var read = CompletableFuture.supplyAsync(() -> read(body));
    await().until(() -> reading.getCount() == 0);

    pass(Duration.ofMinutes(40));
    assertThat(read).isNotDone();
    assertThat(due()).isCloseTo(Duration.ofMinutes(20), Duration.ofMinutes(1));
    pass(Duration.ofMinutes(20));

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(read::join)
        .withCauseInstanceOf(IllegalStateException.class)
        .withRootCauseInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void countsOnlyTheTimeOfTheReadThatIsWaiting() throws IOException {
    LimitedBody body = body(new ByteArrayInputStream(new byte[] {7, 8}));
    assertThat(body.read()).isEqualTo(7);

    pass(Duration.ofHours(3));

    assertThat(socket).isNotDone();
    assertThat(body.read()).isEqualTo(8);
    assertThat(body.read()).isEqualTo(-1);
  }

  @Test
  void looksEarlierIfTheLimitIsLowered() {
    LimitedBody body = body(new Silent());

    body.limit(Duration.ofMinutes(5));

    assertThat(timers.getQueue()).hasSize(1);
    assertThat(due()).isCloseTo(Duration.ofMinutes(5), Duration.ofMinutes(1));
  }

  @Test
  void endsNoReadOnceItIsClosed() {
    LimitedBody body = body(new Silent());

    body.close();
    body.limit(Duration.ofMinutes(5));

    assertThat(timers.getQueue()).isEmpty();
    assertThat(socket).isNotDone();
  }

  private LimitedBody body(InputStream from) {
    Runnable abort = () -> socket.completeExceptionally(new IOException("closed"));
    return new LimitedBody(from, Duration.ofHours(1), timers, now::get, abort);
  }

  private static int read(LimitedBody body) {
    try {
      return body.read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Moves the clock, and runs the timer as if it were due. */
  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    requireNonNull(timers.getQueue().peek()).run();
    timers.getQueue().removeIf(timer -> ((Future<?>) timer).isDone());
  }

  private Duration due() {
    Delayed timer = (Delayed) requireNonNull(timers.getQueue().peek());
    return Duration.ofNanos(timer.getDelay(TimeUnit.NANOSECONDS));
  }

  /** A connection on which nothing comes. */
  private final class Silent extends InputStream {
    @Override
    public int read() throws IOException {
      reading.countDown();
      try {
        return socket.join();
      } catch (CompletionException e) {
        throw new IOException(e.getCause());
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      into[offset] = (byte) read();
      return 1;
    }
  }
}
