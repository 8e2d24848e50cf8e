package io.chatframe.adapter.llm.answer;

/** What this node has learned about one model from its answers. Thread-safe. */
public final class ModelHabit {
  private volatile boolean thinksUnopened;

  /** Whether it closes thoughts that it does not open, because its template opens them. */
  boolean thinksUnopened() {
    return thinksUnopened;
  }

  void thinksUnopened(boolean seen) {
    thinksUnopened = seen;
  }
}
