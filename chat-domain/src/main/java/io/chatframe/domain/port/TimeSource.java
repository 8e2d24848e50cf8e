package io.chatframe.domain.port;

import java.time.Instant;

/** Time, so that tests can hold it. Does not block. */
public interface TimeSource {
  /** The wall clock, for stamps that people read; it may jump. */
  Instant now();

  /** Nanoseconds on a clock that never jumps, for durations and deadlines. */
  long nanos();
}
