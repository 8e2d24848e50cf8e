package io.chatframe.adapter.web.identity;

import java.time.Instant;

/** A token as it is handed out. */
public record SignedToken(String text, Instant expiresAt) {}
