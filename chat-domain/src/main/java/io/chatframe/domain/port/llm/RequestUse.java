package io.chatframe.domain.port.llm;

import io.chatframe.domain.usage.TokenUsage;

/**
 * What one request to a provider used.
 *
 * @param model as assistants name it
 */
public record RequestUse(String model, TokenUsage usage) {}
