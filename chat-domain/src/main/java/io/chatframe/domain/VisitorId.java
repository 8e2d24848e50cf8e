package io.chatframe.domain;

import java.util.UUID;

/** Identifies a visitor: random if she is anonymous, derived from her name at the host if not. */
public record VisitorId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
