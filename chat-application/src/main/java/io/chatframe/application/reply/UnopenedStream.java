package io.chatframe.application.reply;

import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmStream;

/** Stands for a stream that could not be opened: it fails at once. */
final class UnopenedStream implements LlmStream {
  @Override
  public LlmEvent next() {
    throw new LlmException(new LlmFailure.Closed());
  }

  @Override
  public String model() {
    return "";
  }

  @Override
  public void close() {}
}
