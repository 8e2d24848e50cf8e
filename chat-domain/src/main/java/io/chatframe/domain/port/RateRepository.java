package io.chatframe.domain.port;

import io.chatframe.domain.limit.RateKey;
import java.time.Duration;
import java.util.Map;

/**
 * What all nodes together have counted for each {@link RateKey}. A count is a time: how long it
 * takes until every use has come back. It shrinks by itself, on a clock that all nodes share, and
 * is forgotten at zero. Counts may also be lost when the database crashes.
 */
public interface RateRepository {
  /**
   * Adds to counts, and returns them afterwards.
   *
   * @param added what this node has counted since the last exchange, as multiples of a use's {@link
   *     io.chatframe.domain.limit.Rate#spacing}
   * @return a count for every key of {@code added}
   * @throws StorageUnavailableException if nothing was added
   */
  Map<RateKey, Duration> exchange(Map<RateKey, Duration> added);
}
