package io.chatframe.adapter.web.identity;

import io.chatframe.domain.Visitor;
import java.time.Instant;

/**
 * A verified visitor token.
 *
 * @param expiresAt its expiry claim
 * @param acceptedUntil when this server starts to refuse it: later, to allow for clock skew
 */
public record VerifiedToken(Visitor visitor, Instant expiresAt, Instant acceptedUntil) {}
