package io.chatframe.adapter.web.identity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The claims of a verified token.
 *
 * @param generation the generation of the assistant's tokens in which it was signed
 * @param facts what a host has signed about the visitor
 */
record TokenClaims(
    UUID subject, String audience, int generation, Instant expiresAt, Map<String, String> facts) {}
