package io.chatframe.domain;

import java.util.UUID;

/** Identifies a visitor. Random; nothing else is known about an anonymous visitor. */
public record VisitorId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
