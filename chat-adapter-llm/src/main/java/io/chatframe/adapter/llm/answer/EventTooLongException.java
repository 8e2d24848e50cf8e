package io.chatframe.adapter.llm.answer;

import java.io.IOException;

/** Thrown if a provider sends an event, or a line without end, beyond our limit. */
public final class EventTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  EventTooLongException() {
    super("An event of the stream exceeds 1 MiB");
  }
}
