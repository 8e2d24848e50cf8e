package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;

/**
 * Notifies at once, if available, that other nodes journalled or ended replies. Polling the journal
 * misses nothing either, it only finds out later.
 */
public interface ChangeSource {
  /**
   * Calls {@code onChange} after changes by nodes other than {@code self}, on the source's own
   * thread, so it must not block. Call this once.
   */
  void listen(NodeId self, Runnable onChange);
}
