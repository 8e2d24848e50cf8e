package io.chatframe.adapter.web.identity;

import io.chatframe.domain.Visitor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A verified visitor token.
 *
 * @param generation the generation of the assistant's tokens in which it was signed
 * @param expiresAt its expiry claim
 * @param acceptedUntil when this server starts to refuse it: later, to allow for clock skew
 * @param facts what the visitor's host has signed about her
 */
public record VerifiedToken(
    Visitor visitor,
    int generation,
    Instant expiresAt,
    Instant acceptedUntil,
    Map<String, String> facts) {
  public VerifiedToken {
    facts = Map.copyOf(facts);
  }

  /** The facts about the visitor together with those of the page, whose names have no dot. */
  public Map<String, String> with(Map<String, String> ofPage) {
    var all = new HashMap<>(ofPage);
    all.putAll(facts);
    return all;
  }

  /** Omits the facts. */
  @Override
  public String toString() {
    return "VerifiedToken[visitor=%s, expiresAt=%s]".formatted(visitor, expiresAt);
  }
}
