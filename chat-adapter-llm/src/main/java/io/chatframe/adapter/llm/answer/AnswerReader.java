package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.RequestFailedException;

/** Reads the events of one exchange in one protocol, in order. */
public interface AnswerReader {
  /**
   * Adds the content of an event to the answer.
   *
   * @throws RequestFailedException if it reports a failure, or violates the protocol
   */
  void read(SseReader.Signal.Event event, ReceivedAnswer answer) throws RequestFailedException;
}
