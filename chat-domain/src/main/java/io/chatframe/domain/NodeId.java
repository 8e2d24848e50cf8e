package io.chatframe.domain;

import java.util.UUID;

/** Identifies one incarnation of a server process: a restarted node is a different node. */
public record NodeId(UUID value) {
  /** Owns the replies that a stopping node handed over: any node may take them at once. */
  public static final NodeId NOBODY = new NodeId(new UUID(0, 0));

  @Override
  public String toString() {
    return value.toString();
  }
}
