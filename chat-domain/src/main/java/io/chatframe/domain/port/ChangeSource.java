package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;

/**
 * Tells at once that other nodes have journalled or ended replies, if that can be had: whoever asks
 * the journal at intervals misses nothing, and is only later.
 */
public interface ChangeSource {
  /**
   * Calls {@code onChange} after changes by nodes other than {@code self}, from a thread of its own
   * that must not be held up. To be called once.
   */
  void listen(NodeId self, Runnable onChange);
}
