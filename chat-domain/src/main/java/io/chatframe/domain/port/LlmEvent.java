package io.chatframe.domain.port;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.TokenUsage;
import java.util.Optional;

/** What a provider sends while a model talks. */
public sealed interface LlmEvent {
  /** A piece of reasoning; never empty. */
  record Reasoning(String piece) implements LlmEvent {}

  /** A piece of the answer; never empty. */
  record Text(String piece) implements LlmEvent {}

  /** The provider holds the request in a queue and says so. */
  record Queued() implements LlmEvent {}

  /**
   * The model thinks and shows nothing of it. Unlike a queue's word this proves progress, also
   * after the first payload.
   */
  record Thinking() implements LlmEvent {}

  /** The model came to its end; always the last event. */
  record Finished(FinishReason reason, Optional<TokenUsage> usage) implements LlmEvent {}
}
