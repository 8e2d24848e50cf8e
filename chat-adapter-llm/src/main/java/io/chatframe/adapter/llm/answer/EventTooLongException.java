package io.chatframe.adapter.llm.answer;

import java.io.IOException;

/** A provider sent an event, or a line without end, beyond what we hold. */
public final class EventTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  EventTooLongException() {
    super("An event of the stream exceeds 1 MiB");
  }
}
