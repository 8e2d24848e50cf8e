package io.chatframe.domain;

import java.util.UUID;

/** Names a dialog; made by the client, so of any UUID version and never used for order. */
public record DialogId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
