package io.chatframe.domain;

import java.util.UUID;

/** Names one incarnation of a server process: a restarted node is another node. */
public record NodeId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
