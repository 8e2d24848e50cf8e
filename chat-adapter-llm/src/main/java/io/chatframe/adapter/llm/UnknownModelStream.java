package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmEvent;
import io.chatframe.domain.port.LlmException;
import io.chatframe.domain.port.LlmFailure;
import io.chatframe.domain.port.LlmStream;

/** What there is to hear from a model that no provider has: that it is not found. */
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
