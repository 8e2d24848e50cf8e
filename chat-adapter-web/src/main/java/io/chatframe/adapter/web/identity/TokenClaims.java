package io.chatframe.adapter.web.identity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The claims of a verified token.
 *
 * @param facts what a host has signed about the visitor
 */
record TokenClaims(UUID subject, String audience, Instant expiresAt, Map<String, String> facts) {}
