package io.chatframe.bootstrap;

import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.TimeSource;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates UUIDs of version 7 (RFC 9562): milliseconds, 12 bits of their fraction, 62 random bits.
 * Each is greater than the previous, even within a millisecond or when the clock goes back.
 * Thread-safe.
 */
final class TimeOrderedIds implements IdSource {
  private static final int FRACTION_BITS = 12;
  private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long VERSION_7 = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();

  TimeOrderedIds(TimeSource time) {
    this.time = time;
  }

  @Override
  public UUID next() {
    Instant now = time.now();
    long fraction =
        ((now.getLong(ChronoField.NANO_OF_SECOND) % NANOS_PER_MILLI) << FRACTION_BITS)
            / NANOS_PER_MILLI;
    long wanted = (now.toEpochMilli() << FRACTION_BITS) | fraction;
    long taken = last.updateAndGet(before -> Math.max(before + 1, wanted));
    long high = ((taken >>> FRACTION_BITS) << 16) | VERSION_7 | (taken & FRACTION_MASK);
    return new UUID(high, (random.nextLong() >>> 2) | VARIANT);
  }
}
