package io.chatframe.domain.port;

import io.chatframe.domain.limit.RateKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A {@link RateRepository} for tests, which can be unavailable. Thread-safe. */
public final class InMemoryRates implements RateRepository {
  private final TimeSource time;
  private final Map<RateKey, Long> backAt = new HashMap<>();
  private boolean unavailable;
  private int exchanges;

  public InMemoryRates(TimeSource time) {
    this.time = time;
  }

  public synchronized void unavailable(boolean yes) {
    unavailable = yes;
  }

  /** How many exchanges there were. */
  public synchronized int exchanges() {
    return exchanges;
  }

  @Override
  public synchronized Map<RateKey, Duration> exchange(Map<RateKey, Duration> added) {
    if (unavailable) {
      throw new StorageUnavailableException(
          "The test has made it unavailable", new IllegalStateException("as asked"));
    }
    exchanges++;
    long now = time.nanos();
    var counts = new HashMap<RateKey, Duration>();
    added.forEach((key, more) -> {
      long count = Math.max(0, backAt.getOrDefault(key, now) - now) + more.toNanos();
      backAt.put(key, now + count);
      counts.put(key, Duration.ofNanos(count));
    });
    return Map.copyOf(counts);
  }
}
