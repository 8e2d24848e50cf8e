package io.chatframe.application.reply;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The ways a reply ends, in the words of the domain. */
public final class Ends {
  private Ends() {}

  public static ReplyEnd completed(
      FinishReason reason, Optional<TokenUsage> usage, Instant at, Optional<Duration> thinking) {
    return new ReplyEnd(
        ReplyStatus.COMPLETED,
        Optional.of(reason),
        usage,
        Optional.empty(),
        Optional.empty(),
        thinking,
        at);
  }

  public static ReplyEnd stopped(Instant at, Optional<Duration> thinking) {
    return new ReplyEnd(
        ReplyStatus.STOPPED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        thinking,
        at);
  }

  static ReplyEnd interrupted(Instant at, Optional<Duration> thinking) {
    return new ReplyEnd(
        ReplyStatus.INTERRUPTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(ReplyError.of(ReplyErrorCode.INTERRUPTED)),
        thinking,
        at);
  }

  public static ReplyEnd failed(ReplyError error, Instant at, Optional<Duration> thinking) {
    return new ReplyEnd(
        ReplyStatus.FAILED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(error),
        thinking,
        at);
  }

  /** What a provider's failure means to the visitor. */
  static ReplyError error(LlmFailure failure) {
    return switch (failure) {
      case LlmFailure.NotAuthorised _, LlmFailure.Unavailable _ ->
          ReplyError.of(ReplyErrorCode.PROVIDER_UNAVAILABLE);
      case LlmFailure.RateLimited limited ->
          new ReplyError(ReplyErrorCode.PROVIDER_BUSY, limited.retryAfter());
      case LlmFailure.Overloaded overloaded ->
          new ReplyError(ReplyErrorCode.PROVIDER_BUSY, overloaded.retryAfter());
      // 404 is a model or an address the provider does not have: the operator's business, not the
      // question's.
      case LlmFailure.Rejected rejected ->
          ReplyError.of(
              rejected.status() == 404 || rejected.error().code().equals("model_not_found")
                  ? ReplyErrorCode.PROVIDER_UNAVAILABLE
                  : ReplyErrorCode.REQUEST_REJECTED);
      case LlmFailure.ContextTooLong _ -> ReplyError.of(ReplyErrorCode.CONTEXT_TOO_LONG);
      case LlmFailure.ContentFiltered _ -> ReplyError.of(ReplyErrorCode.CONTENT_FILTERED);
      case LlmFailure.Stalled _ -> ReplyError.of(ReplyErrorCode.PROVIDER_TIMEOUT);
      case LlmFailure.Broken _ -> ReplyError.of(ReplyErrorCode.PROVIDER_BROKEN);
      case LlmFailure.TooLong _ -> ReplyError.of(ReplyErrorCode.TOO_LONG);
      case LlmFailure.InsufficientResource _ -> ReplyError.of(ReplyErrorCode.INSUFFICIENT_RESOURCE);
      case LlmFailure.EmptyAnswer _ -> ReplyError.of(ReplyErrorCode.EMPTY_ANSWER);
      case LlmFailure.Closed _ -> ReplyError.of(ReplyErrorCode.INTERNAL);
    };
  }
}
