package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;
import java.time.Instant;
import java.util.Map;

/**
 * The leases of node incarnations. A stamp says only that its node lived when it changed: compare
 * stamps for change, never with a clock.
 */
public interface NodeRepository {
  /** Begins or renews the lease of a node. */
  void renew(NodeId node);

  /** The stamps of all nodes that hold a lease or own a generating reply. */
  Map<NodeId, Instant> stamps();

  /**
   * Takes a little of the database's disk and gives it back. A lease is a row that is there
   * already: it can be renewed for long after there is no room for anything new.
   *
   * @throws StorageFullException if there is no room
   * @throws StorageUnavailableException if it is not known whether there is
   */
  void checkRoom();

  /** Ends the lease of a node; does nothing if it has none. */
  void release(NodeId node);
}
