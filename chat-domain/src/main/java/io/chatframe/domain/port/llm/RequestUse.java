package io.chatframe.domain.port.llm;

import io.chatframe.domain.usage.TokenUsage;

/**
 * The token usage of one request to a provider.
 *
 * @param model as assistants name it
 */
public record RequestUse(String model, TokenUsage usage) {}
