package io.chatframe.domain.port.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;

/** An event of a provider's stream. */
public sealed interface LlmEvent {
  /** A piece of reasoning; never empty. */
  record Reasoning(String piece) implements LlmEvent {}

  /** A piece of the answer; never empty. */
  record Text(String piece) implements LlmEvent {}

  /**
   * All text of this stream so far was reasoning: the model closed a reasoning block that it had
   * not opened. Comes at most once, before the answer's first text.
   */
  record TextWasReasoning() implements LlmEvent {}

  /**
   * The last part of the reasoning is the answer: the model never closed its reasoning block and
   * wrote nothing else. Comes right before {@link Finished}.
   *
   * @param text the answer, with which the reasoning so far ends
   */
  record ReasoningWasText(String text) implements LlmEvent {}

  /** The provider reports that the request is queued. */
  record Queued() implements LlmEvent {}

  /**
   * The model reasons without showing it. Unlike {@link Queued} this proves progress, even after
   * the first payload.
   */
  record Thinking() implements LlmEvent {}

  /**
   * The model finished. Always the last event, and only after visible text, unless the request had
   * a prefix.
   */
  record Finished(FinishReason reason, Optional<TokenUsage> usage) implements LlmEvent {}
}
