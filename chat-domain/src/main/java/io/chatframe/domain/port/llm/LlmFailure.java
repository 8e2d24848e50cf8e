package io.chatframe.domain.port.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How a provider failed. Carries nothing of keys, prompts, texts or answers' bodies. */
public sealed interface LlmFailure {
  /**
   * The provider refuses the operator's key, balance or rights (401, 402, 403, or another status
   * that says so in its code): the operator must act.
   */
  record NotAuthorised(int status) implements LlmFailure {}

  /** Too many requests (429). */
  record RateLimited(Optional<Duration> retryAfter) implements LlmFailure {}

  /**
   * The request itself is refused (400, 404, 422 and the like); repeating it is useless.
   *
   * @param error what the provider calls it
   */
  record Rejected(int status, ProviderError error) implements LlmFailure {
    /** A refusal that names nothing. */
    public Rejected(int status) {
      this(status, ProviderError.NONE);
    }
  }

  /**
   * The request does not fit the model, even with everything left out that can be.
   *
   * @param limit the tokens that fit, when the provider tells
   */
  record ContextTooLong(OptionalInt limit) implements LlmFailure {}

  /** The provider's filter refused what was asked, or all of the answer. */
  record ContentFiltered(ProviderError error) implements LlmFailure {}

  /** Unreachable, or it answers with a failure of its own (connect, DNS, TLS, 5xx). */
  record Unavailable(String reason) implements LlmFailure {}

  /** Overloaded (503, or in mid-stream by its own word). */
  record Overloaded(Optional<Duration> retryAfter) implements LlmFailure {}

  /** Nothing came for longer than allowed. */
  record Stalled(String what) implements LlmFailure {}

  /** The stream was cut, or is not what the protocol says. */
  record Broken(String what) implements LlmFailure {}

  /** An event or the whole answer exceeds its bound. */
  record TooLong(String what) implements LlmFailure {}

  /** The provider ran out of resources while generating. */
  record InsufficientResource() implements LlmFailure {}

  /**
   * The model came to its end without any text that can be seen.
   *
   * @param reason why it ended, in its own words
   */
  record EmptyAnswer(FinishReason reason) implements LlmFailure {}

  /** Our side closed the stream. */
  record Closed() implements LlmFailure {}

  /** What it means to the visitor. */
  default ReplyError asReplyError() {
    return switch (this) {
      case NotAuthorised _, Unavailable _ -> ReplyError.of(ReplyErrorCode.PROVIDER_UNAVAILABLE);
      case RateLimited(var wait) -> new ReplyError(ReplyErrorCode.PROVIDER_BUSY, wait);
      case Overloaded(var wait) -> new ReplyError(ReplyErrorCode.PROVIDER_BUSY, wait);
      // 404 is a model or an address the provider does not have: the operator's business, not the
      // question's.
      case Rejected(int status, ProviderError error) ->
          ReplyError.of(
              status == 404 || error.code().equals("model_not_found")
                  ? ReplyErrorCode.PROVIDER_UNAVAILABLE
                  : ReplyErrorCode.REQUEST_REJECTED);
      case ContextTooLong _ -> ReplyError.of(ReplyErrorCode.CONTEXT_TOO_LONG);
      case ContentFiltered _ -> ReplyError.of(ReplyErrorCode.CONTENT_FILTERED);
      case Stalled _ -> ReplyError.of(ReplyErrorCode.PROVIDER_TIMEOUT);
      case Broken _ -> ReplyError.of(ReplyErrorCode.PROVIDER_BROKEN);
      case TooLong _ -> ReplyError.of(ReplyErrorCode.TOO_LONG);
      case InsufficientResource _ -> ReplyError.of(ReplyErrorCode.INSUFFICIENT_RESOURCE);
      case EmptyAnswer _ -> ReplyError.of(ReplyErrorCode.EMPTY_ANSWER);
      case Closed _ -> ReplyError.of(ReplyErrorCode.INTERNAL);
    };
  }

  /** Its name in metrics and in what is stored for the operator. */
  default String kind() {
    return switch (this) {
      case NotAuthorised _ -> "not-authorised";
      case RateLimited _ -> "rate-limited";
      case Rejected _ -> "rejected";
      case ContextTooLong _ -> "context-too-long";
      case ContentFiltered _ -> "content-filtered";
      case Unavailable _ -> "unavailable";
      case Overloaded _ -> "overloaded";
      case Stalled _ -> "stalled";
      case Broken _ -> "broken";
      case TooLong _ -> "too-long";
      case InsufficientResource _ -> "insufficient-resource";
      case EmptyAnswer _ -> "empty-answer";
      case Closed _ -> "closed";
    };
  }
}
