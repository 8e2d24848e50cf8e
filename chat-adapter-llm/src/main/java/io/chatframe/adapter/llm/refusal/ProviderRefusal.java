package io.chatframe.adapter.llm.refusal;

import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmFailure.ContentFiltered;
import io.chatframe.domain.port.llm.LlmFailure.ContextTooLong;
import io.chatframe.domain.port.llm.LlmFailure.NotAuthorised;
import io.chatframe.domain.port.llm.LlmFailure.Rejected;
import io.chatframe.domain.port.llm.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A provider's refusal, as far as something can be done about it. Its prose was read and is not
 * kept.
 *
 * @param status that of HTTP; 0 for an error in an answer that tells none
 * @param limit the tokens that fit, when it tells
 * @param counted the tokens that it counted in the request, when it tells
 * @param named the parts that it complains of, the likeliest first
 * @param ofValue whether it complains of a part's value, and not of the part
 */
public record ProviderRefusal(
    int status,
    ProviderError error,
    Kind kind,
    OptionalInt limit,
    OptionalInt counted,
    List<Part> named,
    boolean ofValue) {
  /** What a refusal is about. */
  public enum Kind {
    /** More tokens than the model reads and writes in one request. */
    CONTEXT,
    /** More tokens asked for than the model writes in one answer. */
    OUTPUT,
    /** What was asked is not to be answered. */
    FILTER,
    /** The operator's key, balance or rights. */
    ACCOUNT,
    /** The model is being loaded, and answers once it is. */
    LOADING,
    OTHER
  }

  public ProviderRefusal {
    named = List.copyOf(named);
  }

  /** What it means to whoever asked. */
  public LlmFailure failure(Optional<Duration> retryAfter) {
    return switch (kind) {
      case CONTEXT -> new ContextTooLong(limit);
      case FILTER -> new ContentFiltered(error);
      case ACCOUNT -> new NotAuthorised(status);
      case OUTPUT -> new Rejected(status, error);
      case LOADING, OTHER -> ProviderStatus.failure(status, error, retryAfter);
    };
  }

  /** Whether the same request may succeed when it is sent again. */
  public boolean isPassing() {
    return switch (kind) {
      case LOADING, OTHER -> ProviderStatus.isPassing(status);
      case CONTEXT, OUTPUT, FILTER, ACCOUNT -> false;
    };
  }

  /** The same refusal without a status. */
  public ProviderRefusal withoutStatus() {
    return new ProviderRefusal(0, error, kind, limit, counted, named, ofValue);
  }

  /** For the operator: the status, if there is one, and the provider's identifiers. */
  public String told() {
    String words = error.toString();
    String number = status == 0 ? "" : Integer.toString(status);
    return (number + " " + words).strip();
  }
}
