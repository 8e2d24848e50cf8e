package io.chatframe.domain.port.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How a provider failed. Contains no keys, prompts, texts or response bodies. */
public sealed interface LlmFailure {
  /**
   * The provider refuses the operator's key, balance or rights (401, 402, 403, or another status
   * with such an error code): the operator must act.
   */
  record NotAuthorised(int status) implements LlmFailure {}

  /** Too many requests (429). */
  record RateLimited(Optional<Duration> retryAfter) implements LlmFailure {}

  /**
   * The provider refuses the request itself (400, 404, 422 and the like); repeating it is useless.
   *
   * @param error the error as the provider names it
   */
  record Rejected(int status, ProviderError error) implements LlmFailure {
    /** A refusal without an identifier. */
    public Rejected(int status) {
      this(status, ProviderError.NONE);
    }
  }

  /**
   * The request does not fit the model, even at its shortest.
   *
   * @param limit the tokens that fit, if the provider reports them
   */
  record ContextTooLong(OptionalInt limit) implements LlmFailure {}

  /** The provider's filter blocked the request or the whole answer. */
  record ContentFiltered(ProviderError error) implements LlmFailure {}

  /** The provider is unreachable or fails itself (connect, DNS, TLS, 5xx). */
  record Unavailable(String reason) implements LlmFailure {}

  /** The provider is overloaded (503, or as reported mid-stream). */
  record Overloaded(Optional<Duration> retryAfter) implements LlmFailure {}

  /** No data arrived within the timeout. */
  record Stalled(String what) implements LlmFailure {}

  /** The stream was cut off or violates the protocol. */
  record Broken(String what) implements LlmFailure {}

  /** An event or the whole answer exceeds its limit. */
  record TooLong(String what) implements LlmFailure {}

  /** The provider ran out of resources while generating. */
  record InsufficientResource() implements LlmFailure {}

  /**
   * The model finished without visible text.
   *
   * @param reason why it finished, as reported
   */
  record EmptyAnswer(FinishReason reason) implements LlmFailure {}

  /** This server closed the stream. */
  record Closed() implements LlmFailure {}

  /** The error shown to the visitor. */
  default ReplyError asReplyError() {
    return switch (this) {
      case NotAuthorised _, Unavailable _ -> ReplyError.of(ReplyErrorCode.PROVIDER_UNAVAILABLE);
      case RateLimited(var wait) -> new ReplyError(ReplyErrorCode.PROVIDER_BUSY, wait);
      case Overloaded(var wait) -> new ReplyError(ReplyErrorCode.PROVIDER_BUSY, wait);
      // 404 means that the provider lacks the model or the URL: a configuration error, not the
      // question's fault.
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

  /** Its name in metrics and in stored records. */
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
