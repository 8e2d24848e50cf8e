package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;
import java.time.Instant;
import java.util.Map;

/**
 * The leases of node incarnations. A stamp only proves that its node was alive when it changed:
 * compare stamps for change, never with a clock.
 */
public interface NodeRepository {
  /** Begins or renews the lease of a node. */
  void renew(NodeId node);

  /** The stamps of all nodes that hold a lease or own a generating reply. */
  Map<NodeId, Instant> stamps();

  /**
   * Allocates a little of the database's disk and frees it. Renewing a lease proves nothing,
   * because it updates an existing row and succeeds long after the disk is too full for new ones.
   *
   * @throws StorageFullException if the disk is full
   * @throws StorageUnavailableException if that cannot be determined
   */
  void checkRoom();

  /** Ends the lease of a node; does nothing if it has none. */
  void release(NodeId node);
}
