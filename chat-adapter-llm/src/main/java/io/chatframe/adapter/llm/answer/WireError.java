package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.provider.Secret;
import io.chatframe.adapter.llm.refusal.ProviderRefusal;
import io.chatframe.adapter.llm.refusal.RefusalReader;
import io.chatframe.adapter.llm.refusal.RefusalWords;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.adapter.llm.refusal.ToldStatus;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An error that a provider tells in the body of an answer with a good status. It is what it would
 * have been by its own status, and is read like the body of a refusal; its prose is not kept.
 */
public final class WireError {
  private final Secret secret;

  /** Made when there is something to gather: nearly all answers have no error. */
  private @Nullable RefusalWords words;

  /**
   * An error of which nothing was said yet.
   *
   * @param secret what the request was let in by
   */
  public WireError(Secret secret) {
    this.secret = secret;
  }

  /** Whether anything was said; many have an empty error beside a good answer. */
  public boolean isPresent() {
    return words != null && words.isSaid();
  }

  /** Whether its kind was told. */
  public boolean hasKind() {
    return words != null && !words.kinds().isEmpty();
  }

  /** This error with what was said of it elsewhere. */
  public WireError and(WireError other) {
    if (other.words != null) {
      words().and(other.words);
    }
    return this;
  }

  /** Reads the value of a field that is for an error, whatever its form. */
  public void read(String name, JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      words().value(name, json);
    }
  }

  /** Reads a field that stands beside others, which may be those of an answer. */
  public void readBeside(String name, JsonParser json) {
    switch (name) {
      case "code",
          "status",
          "error_code",
          "error_type",
          "status_code",
          "http_status",
          "http_status_code",
          "message",
          "msg",
          "error_msg",
          "status_msg",
          "reason",
          "param",
          "n_ctx",
          "n_prompt_tokens" -> {
        if (json.currentToken().isScalarValue()) {
          read(name, json);
        } else {
          json.skipChildren();
        }
      }
      case "error", "detail" -> read(name, json);
      default -> json.skipChildren();
    }
  }

  /** Takes what it would be called if there were one. */
  public void type(String type) {
    if (!type.isBlank()) {
      words().type(type);
    }
  }

  /** Takes prose that says nothing unless something else does. */
  public void prose(String prose) {
    if (!prose.isBlank()) {
      words().prose(prose);
    }
  }

  private RefusalWords words() {
    if (words == null) {
      words = new RefusalWords(secret);
    }
    return words;
  }

  /**
   * Ends the answer by this error. A filter's word after the answer has begun is its end, as if it
   * had come as the finish reason.
   */
  public void tell(ReceivedAnswer answer) throws RequestFailedException {
    RequestFailedException failure = failure();
    if (!(failure.failure() instanceof LlmFailure.ContentFiltered) || !answer.hasText()) {
      throw failure;
    }
    answer.finish(FinishReason.CONTENT_FILTER);
    answer.done();
  }

  private RequestFailedException failure() {
    int status = ToldStatus.of(words().kinds());
    ProviderRefusal told = RefusalReader.read(status == 0 ? 400 : status, words());
    // Without a word of a kind it may be anything.
    return status == 0 && told.kind() == ProviderRefusal.Kind.OTHER
        ? new RequestFailedException(
            new LlmFailure.Broken("an error in the answer"), told.withoutStatus())
        : new RequestFailedException(told.failure(Optional.empty()), told);
  }

  /** Whether the same request may succeed when it is sent again is told by the kind. */
  static RequestFailedException failed(LlmFailure failure) {
    boolean passing =
        failure instanceof LlmFailure.Overloaded
            || failure instanceof LlmFailure.RateLimited
            || failure instanceof LlmFailure.Unavailable;
    return new RequestFailedException(failure, passing);
  }
}
