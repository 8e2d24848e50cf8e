package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.RequestFailedException;

/** Reads the events of one protocol, one exchange's in their order. */
public interface AnswerReader {
  /**
   * Puts into the answer what an event tells.
   *
   * @throws RequestFailedException when it tells a failure, or is not what the protocol says
   */
  void read(SseReader.Signal.Event event, ReceivedAnswer answer) throws RequestFailedException;
}
