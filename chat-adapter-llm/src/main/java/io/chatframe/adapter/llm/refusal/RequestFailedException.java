package io.chatframe.adapter.llm.refusal;

import io.chatframe.domain.port.llm.LlmFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if one exchange with the provider fails; another one may succeed. */
public final class RequestFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient LlmFailure failure;
  private final transient @Nullable ProviderRefusal refusal;
  private final boolean repeatable;

  /** Creates a failure without its cause, whose message may quote what the provider sent. */
  public RequestFailedException(LlmFailure failure, boolean repeatable) {
    this(failure, repeatable, null, null);
  }

  public RequestFailedException(LlmFailure failure, boolean repeatable, @Nullable Throwable cause) {
    this(failure, repeatable, null, cause);
  }

  /** The provider has refused the request. */
  public RequestFailedException(LlmFailure failure, ProviderRefusal refusal) {
    this(failure, refusal.isPassing(), refusal, null);
  }

  private RequestFailedException(
      LlmFailure failure,
      boolean repeatable,
      @Nullable ProviderRefusal refusal,
      @Nullable Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
    this.repeatable = repeatable;
    this.refusal = refusal;
  }

  public LlmFailure failure() {
    return failure;
  }

  /** The provider's refusal, if it refused the request. */
  public Optional<ProviderRefusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Whether the same request may succeed if it is sent again. */
  public boolean repeatable() {
    return repeatable;
  }
}
