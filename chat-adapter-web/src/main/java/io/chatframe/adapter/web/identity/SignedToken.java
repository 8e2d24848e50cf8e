package io.chatframe.adapter.web.identity;

import java.time.Instant;

/** A signed token as sent to a client. */
public record SignedToken(String text, Instant expiresAt) {}
