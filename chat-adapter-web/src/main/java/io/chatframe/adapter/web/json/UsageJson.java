package io.chatframe.adapter.web.json;

import io.chatframe.domain.usage.TokenUsage;

/** Tokens on the wire. */
public record UsageJson(
    long inputTokens,
    long cachedInputTokens,
    long cacheWrittenInputTokens,
    long outputTokens,
    long reasoningTokens,
    boolean estimated) {
  public static UsageJson of(TokenUsage usage) {
    return new UsageJson(
        usage.input(),
        usage.cachedInput(),
        usage.cacheWritten(),
        usage.output(),
        usage.reasoning(),
        usage.estimated());
  }
}
