package io.chatframe.domain;

import java.util.UUID;

/** Names one incarnation of a server process: a restarted node is another node. */
public record NodeId(UUID value) {
  /** Owns the replies that their node gave up when it left: anyone may take them at once. */
  public static final NodeId NOBODY = new NodeId(new UUID(0, 0));

  @Override
  public String toString() {
    return value.toString();
  }
}
