package io.chatframe.domain.port.llm;

/** Access to the models' providers. Thread-safe; supports any number of concurrent streams. */
public interface LlmPort {
  /** Prepares a stream. Does not block; the first {@link LlmStream#next} sends the request. */
  LlmStream open(LlmRequest request);

  /** The declared properties of a model, or conservative defaults for an undeclared one. */
  LlmModel model(String name);
}
