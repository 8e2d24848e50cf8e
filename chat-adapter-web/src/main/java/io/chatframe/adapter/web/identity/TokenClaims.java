package io.chatframe.adapter.web.identity;

import java.time.Instant;
import java.util.UUID;

/** What a verified token says. */
record TokenClaims(UUID subject, String audience, Instant expiresAt) {}
