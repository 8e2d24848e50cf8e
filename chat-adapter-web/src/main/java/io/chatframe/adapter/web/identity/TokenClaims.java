package io.chatframe.adapter.web.identity;

import java.time.Instant;
import java.util.UUID;

/** The claims of a verified token. */
record TokenClaims(UUID subject, String audience, Instant expiresAt) {}
