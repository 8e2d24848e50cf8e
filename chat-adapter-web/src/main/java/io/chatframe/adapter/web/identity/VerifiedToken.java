package io.chatframe.adapter.web.identity;

import io.chatframe.domain.Visitor;
import java.time.Instant;

/**
 * A visitor token that was proved.
 *
 * @param expiresAt what it says itself
 * @param acceptedUntil when it is refused: later, for clocks differ
 */
public record VerifiedToken(Visitor visitor, Instant expiresAt, Instant acceptedUntil) {}
