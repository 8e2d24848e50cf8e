package io.chatframe.adapter.web.server;

import io.chatframe.domain.port.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A wall clock that a test may move; durations pass as they do. */
public final class TestTime implements TimeSource {
  private volatile Duration offset = Duration.ZERO;

  public void move(Duration by) {
    offset = offset.plus(by);
  }

  public void restore() {
    offset = Duration.ZERO;
  }

  @Override
  public Instant now() {
    return Clock.systemUTC().instant().plus(offset);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
