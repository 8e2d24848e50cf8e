package io.chatframe.domain;

import java.util.UUID;

/** Names a message of either side within the whole server. */
public record MessageId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
