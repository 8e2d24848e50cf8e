package io.chatframe.adapter.llm.routing;

import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmStream;

/** The stream of a model that no provider has: it fails as not found. */
final class UnknownModelStream implements LlmStream {
  private final String model;
  private volatile boolean closed;

  UnknownModelStream(String model) {
    this.model = model;
  }

  @Override
  public LlmEvent next() {
    throw new LlmException(closed ? new LlmFailure.Closed() : new LlmFailure.Rejected(404));
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public void close() {
    closed = true;
  }
}
