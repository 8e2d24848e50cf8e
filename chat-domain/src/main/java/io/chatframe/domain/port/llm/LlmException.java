package io.chatframe.domain.port.llm;

import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider failed; {@link #failure} says how. */
public final class LlmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient LlmFailure failure;
  private final transient @Nullable TokenUsage usage;

  public LlmException(LlmFailure failure) {
    this(failure, null, null);
  }

  public LlmException(LlmFailure failure, Throwable cause) {
    this(failure, null, cause);
  }

  /**
   * @param usage the usage of the failed request, if its provider reported it
   * @param cause the cause; null if there is none
   */
  public LlmException(LlmFailure failure, @Nullable TokenUsage usage, @Nullable Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
    this.usage = usage;
  }

  public LlmFailure failure() {
    return failure;
  }

  /** The usage of the failed or closed request, if its provider reported it. */
  public Optional<TokenUsage> usage() {
    return Optional.ofNullable(usage);
  }
}
