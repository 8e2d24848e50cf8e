package io.chatframe.adapter.llm.answer;

/** What was learned of one model by its answers, for as long as this node lives. Thread-safe. */
public final class ModelHabit {
  private volatile boolean thinksUnopened;

  /** Whether it closes a thought that it does not open, for its template opens it. */
  boolean thinksUnopened() {
    return thinksUnopened;
  }

  void thinksUnopened(boolean seen) {
    thinksUnopened = seen;
  }
}
