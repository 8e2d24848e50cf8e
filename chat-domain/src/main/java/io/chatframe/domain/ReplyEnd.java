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
 * @param finishReason present if and only if {@code status} is completed
 * @param usage the usage of all its attempts
 * @param cost the cost of all its attempts; empty if a price is unknown
 * @param error present if {@code status} is failed or interrupted
 * @param thinking the time from the start of the attempt to its first text, if it reasoned
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

  /** The model finished. */
  public static ReplyEnd completed(FinishReason reason, Instant at) {
    return of(ReplyStatus.COMPLETED, Optional.of(reason), Optional.empty(), at);
  }

  /** A visitor stopped it. */
  public static ReplyEnd stopped(Instant at) {
    return of(ReplyStatus.STOPPED, Optional.empty(), Optional.empty(), at);
  }

  /** Its server died, and no other could continue it. */
  public static ReplyEnd interrupted(Instant at) {
    var error = ReplyError.of(ReplyErrorCode.INTERRUPTED);
    return of(ReplyStatus.INTERRUPTED, Optional.empty(), Optional.of(error), at);
  }

  /** Generation failed, usually because of the provider. */
  public static ReplyEnd failed(ReplyError error, Instant at) {
    return of(ReplyStatus.FAILED, Optional.empty(), Optional.of(error), at);
  }

  private static ReplyEnd of(
      ReplyStatus status, Optional<FinishReason> reason, Optional<ReplyError> error, Instant at) {
    Optional<Duration> thinking = Optional.empty();
    return new ReplyEnd(status, reason, Optional.empty(), Optional.empty(), error, thinking, at);
  }

  /** The same end with this thinking time. */
  public ReplyEnd after(Optional<Duration> thinking) {
    return new ReplyEnd(status, finishReason, usage, cost, error, thinking, at);
  }

  /** The same end with this usage and cost. */
  public ReplyEnd using(Optional<TokenUsage> usage, Optional<Money> cost) {
    return new ReplyEnd(status, finishReason, usage, cost, error, thinking, at);
  }
}
