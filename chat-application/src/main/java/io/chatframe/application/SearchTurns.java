package io.chatframe.application;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits concurrent searches: one runs at a time, a bounded number waits, and each visitor may have
 * few of them. Thread-safe.
 */
final class SearchTurns {
  private static final int AT_ONCE = 1;
  private static final int WAITING = 50;
  private static final int OF_VISITOR = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /** The number of running or waiting searches per visitor. */
  private final Map<Visitor, Integer> held = new HashMap<>();

  /**
   * Runs a search, waiting for its turn.
   *
   * @throws RefusedException if too many searches are running or waiting
   */
  <T> T take(Visitor visitor, Supplier<T> search) {
    hold(visitor);
    try {
      if (turns.getQueueLength() >= WAITING
          || !turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedException(new Refusal.SearchUnavailable(RETRY));
      }
      try {
        return search.get();
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(new Refusal.SearchUnavailable(RETRY));
    } finally {
      giveBack(visitor);
    }
  }

  private synchronized void hold(Visitor visitor) {
    int searching = held.getOrDefault(visitor, 0);
    if (searching >= OF_VISITOR) {
      throw new RefusedException(new Refusal.TooManySearches(RETRY));
    }
    held.put(visitor, searching + 1);
  }

  private synchronized void giveBack(Visitor visitor) {
    held.computeIfPresent(visitor, (_, searching) -> searching == 1 ? null : searching - 1);
  }
}
