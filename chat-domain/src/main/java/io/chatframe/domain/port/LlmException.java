package io.chatframe.domain.port;

/** A provider failed; {@link #failure} says how. */
public final class LlmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient LlmFailure failure;

  public LlmException(LlmFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public LlmException(LlmFailure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  public LlmFailure failure() {
    return failure;
  }
}
