package io.chatframe.domain.port.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;

/** What a provider sends while a model talks. */
public sealed interface LlmEvent {
  /** A piece of reasoning; never empty. */
  record Reasoning(String piece) implements LlmEvent {}

  /** A piece of the answer; never empty. */
  record Text(String piece) implements LlmEvent {}

  /**
   * All that this stream told as text was reasoning: the model closed a thought that it had not
   * opened. Comes at most once, before the answer's first text.
   */
  record TextWasReasoning() implements LlmEvent {}

  /**
   * The end of what was told as reasoning is the answer: the model never closed its thought, and
   * wrote nothing else. Comes right before {@link Finished}.
   *
   * @param text the answer, which the reasoning told so far ends with
   */
  record ReasoningWasText(String text) implements LlmEvent {}

  /** The provider holds the request in a queue and says so. */
  record Queued() implements LlmEvent {}

  /**
   * The model thinks and shows nothing of it. Unlike a queue's word this proves progress, also
   * after the first payload.
   */
  record Thinking() implements LlmEvent {}

  /**
   * The model came to its end; always the last event, and only after text that can be seen, unless
   * the request had a prefix.
   */
  record Finished(FinishReason reason, Optional<TokenUsage> usage) implements LlmEvent {}
}
