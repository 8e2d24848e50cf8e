package io.chatframe.domain.port;

import java.time.Instant;

/** The clock, replaceable in tests. Does not block. */
public interface TimeSource {
  /** The wall clock, for timestamps; it may jump. */
  Instant now();

  /** Nanoseconds on a monotonic clock, for durations and deadlines. */
  long nanos();
}
