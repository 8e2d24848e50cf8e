package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmFailure;
import org.jspecify.annotations.Nullable;

/** One exchange with the provider failed; another one may help. */
final class AttemptFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient LlmFailure failure;
  private final boolean repeatable;

  /** A failure whose cause is not kept: its message may quote what the provider sent. */
  AttemptFailedException(LlmFailure failure, boolean repeatable) {
    this(failure, repeatable, null);
  }

  AttemptFailedException(LlmFailure failure, boolean repeatable, @Nullable Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
    this.repeatable = repeatable;
  }

  LlmFailure failure() {
    return failure;
  }

  /** Whether the same request may succeed when it is sent again. */
  boolean repeatable() {
    return repeatable;
  }
}
