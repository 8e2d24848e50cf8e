package io.chatframe.domain;

import java.util.UUID;

/** Names a visitor; random, and the only thing known of an anonymous one. */
public record VisitorId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
