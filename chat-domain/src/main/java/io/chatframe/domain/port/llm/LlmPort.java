package io.chatframe.domain.port.llm;

/** Providers of models. Thread-safe; any number of streams at once. */
public interface LlmPort {
  /**
   * Prepares a stream; does not block, and sends nothing before its first {@link LlmStream#next}.
   */
  LlmStream open(LlmRequest request);

  /**
   * What is declared of a model; of one that nothing is known of, the least that any model can do.
   */
  LlmModel model(String name);
}
