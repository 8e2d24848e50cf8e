package io.chatframe.adapter.web.proof;

import io.chatframe.domain.assistant.AssistantName;
import java.time.Instant;
import java.util.UUID;

/**
 * A proof of work that is right, and may have been used.
 *
 * @param id the same for the same challenge
 */
public record VerifiedProof(AssistantName assistant, UUID id, Instant expiresAt) {}
