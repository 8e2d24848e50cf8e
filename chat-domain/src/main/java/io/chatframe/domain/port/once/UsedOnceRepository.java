package io.chatframe.domain.port.once;

import io.chatframe.domain.port.StorageUnavailableException;
import java.time.Instant;
import java.util.UUID;

/**
 * Remembers on behalf of all nodes what may be used only once and has been. Uses may be forgotten
 * when the database crashes, so what is used once must also expire soon.
 */
public interface UsedOnceRepository {
  /**
   * Uses an id; of all who try, on any node, one succeeds.
   *
   * @param until when the id becomes invalid anyway and the use may be forgotten
   * @return whether this is its first use
   * @throws StorageUnavailableException if it is unknown whether it was used
   */
  boolean use(UUID id, Instant until);
}
