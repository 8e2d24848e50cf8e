package io.chatframe.adapter.web.host;

import java.time.Instant;
import java.util.Map;

/**
 * What a host has signed about a visitor.
 *
 * @param subject her name at the host; never changes
 * @param facts her name, her email and her attributes, by the names of the prompt's variables
 */
public record HostClaims(String subject, Instant expiresAt, Map<String, String> facts) {
  public HostClaims {
    facts = Map.copyOf(facts);
  }

  /** Omits all that is personal. */
  @Override
  public String toString() {
    return "HostClaims[expiresAt=%s]".formatted(expiresAt);
  }
}
