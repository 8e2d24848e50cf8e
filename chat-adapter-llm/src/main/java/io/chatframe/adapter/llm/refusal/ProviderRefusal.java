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
 * A provider's refusal, as far as something can be done about it. Does not keep its prose.
 *
 * @param status the HTTP status; 0 for an error in an answer that has none
 * @param limit the tokens that fit, if it says so
 * @param counted the tokens that it counted in the request, if it says so
 * @param named the parts that it complains about, the likeliest first
 * @param ofValue whether it complains about a part's value rather than the part
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
    /** A content filter refuses the request. */
    FILTER,
    /** The operator's key, balance or rights. */
    ACCOUNT,
    /** The model is still loading, and will answer later. */
    LOADING,
    OTHER
  }

  public ProviderRefusal {
    named = List.copyOf(named);
  }

  /** The failure to report to the caller. */
  public LlmFailure failure(Optional<Duration> retryAfter) {
    return switch (kind) {
      case CONTEXT -> new ContextTooLong(limit);
      case FILTER -> new ContentFiltered(error);
      case ACCOUNT -> new NotAuthorised(status);
      case OUTPUT -> new Rejected(status, error);
      case LOADING, OTHER -> ProviderStatus.failure(status, error, retryAfter);
    };
  }

  /** Whether the same request may succeed if it is sent again. */
  public boolean isPassing() {
    return switch (kind) {
      case LOADING, OTHER -> ProviderStatus.isPassing(status);
      case CONTEXT, OUTPUT, FILTER, ACCOUNT -> false;
    };
  }

  /** Returns this refusal without a status. */
  public ProviderRefusal withoutStatus() {
    return new ProviderRefusal(0, error, kind, limit, counted, named, ofValue);
  }

  /** For the operator: the status, if any, and the provider's identifiers. */
  public String told() {
    String words = error.toString();
    String number = status == 0 ? "" : Integer.toString(status);
    return (number + " " + words).strip();
  }
}
