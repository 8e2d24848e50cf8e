package io.chatframe.domain.port;

/** A provider of models. Thread-safe; any number of streams at once. */
public interface LlmPort {
  /**
   * Prepares a stream; does not block, and sends nothing before its first {@link LlmStream#next}.
   */
  LlmStream open(LlmRequest request);
}
