package io.chatframe.domain.port.once;

import io.chatframe.domain.port.StorageUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A {@link UsedOnceRepository} for tests, which can be unavailable. Thread-safe. */
public final class InMemoryUsedOnce implements UsedOnceRepository {
  private final Map<UUID, Instant> used = new HashMap<>();
  private boolean unavailable;
  private int calls;

  public synchronized void unavailable(boolean yes) {
    unavailable = yes;
  }

  /** How often it was asked. */
  public synchronized int calls() {
    return calls;
  }

  @Override
  public synchronized boolean use(UUID id, Instant until) {
    calls++;
    if (unavailable) {
      throw new StorageUnavailableException(
          "The test has made it unavailable", new IllegalStateException("as asked"));
    }
    return used.putIfAbsent(id, until) == null;
  }
}
