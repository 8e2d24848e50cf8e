package io.chatframe.application;

import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The system time, which tests can move forward. */
public final class TestTime implements TimeSource {
  private final AtomicLong ahead = new AtomicLong();

  /** Moves the time forward. */
  public void advance(Duration duration) {
    ahead.addAndGet(duration.toNanos());
  }

  @Override
  public Instant now() {
    return Instant.now().plusNanos(ahead.get());
  }

  @Override
  public long nanos() {
    return System.nanoTime() + ahead.get();
  }
}
