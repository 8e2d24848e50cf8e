package io.chatframe.domain;

import java.util.UUID;

/** Identifies a visitor's or assistant's message server-wide. */
public record MessageId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
