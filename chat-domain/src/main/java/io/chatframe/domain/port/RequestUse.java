package io.chatframe.domain.port;

import io.chatframe.domain.TokenUsage;

/**
 * What one request to a provider used.
 *
 * @param model as assistants name it
 */
public record RequestUse(String model, TokenUsage usage) {}
