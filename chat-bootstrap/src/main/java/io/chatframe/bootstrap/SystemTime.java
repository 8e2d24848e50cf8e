package io.chatframe.bootstrap;

import io.chatframe.domain.port.TimeSource;
import java.time.Instant;

/** The system clocks. */
final class SystemTime implements TimeSource {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
