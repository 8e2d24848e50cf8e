package io.chatframe.domain;

import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a reply ended.
 *
 * @param status never {@link ReplyStatus#GENERATING}
 * @param finishReason present exactly when {@code status} is completed
 * @param usage of all its attempts
 * @param cost of all its attempts; empty where the price of one is not known
 * @param error present when {@code status} is failed or interrupted
 * @param thinking from the start of the attempt to its first text, where it reasoned
 */
public record ReplyEnd(
    ReplyStatus status,
    Optional<FinishReason> finishReason,
    Optional<TokenUsage> usage,
    Optional<Money> cost,
    Optional<ReplyError> error,
    Optional<Duration> thinking,
    Instant at) {
  public ReplyEnd {
    if (!status.ended()) {
      throw new IllegalArgumentException("A reply does not end as generating");
    }
    if (finishReason.isPresent() != (status == ReplyStatus.COMPLETED)) {
      throw new IllegalArgumentException("A completed reply, and no other, has a finish reason");
    }
  }

  /** The same end with another account of what was used. */
  public ReplyEnd using(Optional<TokenUsage> usage, Optional<Money> cost) {
    return new ReplyEnd(status, finishReason, usage, cost, error, thinking, at);
  }
}
