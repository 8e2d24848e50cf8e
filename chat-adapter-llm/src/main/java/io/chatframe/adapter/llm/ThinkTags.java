package io.chatframe.adapter.llm;

import java.util.function.Consumer;

/**
 * Tells reasoning from answer where a model writes both as one text, the reasoning first, between
 * {@code <think>} and {@code </think>}. The marks may be split over any number of pieces; a mark
 * that is not at the very beginning is text.
 */
final class ThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum State {
    BEGINNING,
    BEFORE_THOUGHT,
    THINKING,
    BEFORE_TEXT,
    TALKING
  }

  private final Consumer<String> reasoning;
  private final Consumer<String> text;
  private State state;
  private String held = "";

  ThinkTags(boolean expected, Consumer<String> reasoning, Consumer<String> text) {
    this.reasoning = reasoning;
    this.text = text;
    state = expected ? State.BEGINNING : State.TALKING;
  }

  /** The next piece of what the model writes. */
  void take(String piece) {
    if (state == State.TALKING) {
      give(text, piece);
      return;
    }
    held += piece;
    while (state != State.TALKING && advance()) {}
    if (state == State.TALKING) {
      give(text, release(held.length()));
    }
  }

  /** Nothing more comes: what was held back, waiting for the rest of a mark, is what it is. */
  void end() {
    give(state == State.THINKING ? reasoning : text, release(held.length()));
  }

  /** Whether the state has changed, so that what is held is to be looked at again. */
  private boolean advance() {
    State before = state;
    switch (state) {
      case BEGINNING -> begin();
      case BEFORE_THOUGHT, BEFORE_TEXT -> skipSpace();
      case THINKING -> think();
      case TALKING -> {}
    }
    return state != before;
  }

  private void begin() {
    String start = held.stripLeading();
    if (start.startsWith(OPEN)) {
      held = start.substring(OPEN.length());
      state = State.BEFORE_THOUGHT;
    } else if (!OPEN.startsWith(start)) {
      state = State.TALKING;
    }
  }

  private void skipSpace() {
    held = held.stripLeading();
    if (!held.isEmpty()) {
      state = state == State.BEFORE_THOUGHT ? State.THINKING : State.TALKING;
    }
  }

  private void think() {
    int close = held.indexOf(CLOSE);
    if (close >= 0) {
      give(reasoning, release(close));
      held = held.substring(CLOSE.length());
      state = State.BEFORE_TEXT;
    } else {
      give(reasoning, release(held.length() - begunMark()));
    }
  }

  /** How many characters at the end may be the beginning of the closing mark. */
  private int begunMark() {
    int length = Math.min(held.length(), CLOSE.length() - 1);
    while (!CLOSE.startsWith(held.substring(held.length() - length))) {
      length--;
    }
    return length;
  }

  private String release(int count) {
    String released = held.substring(0, count);
    held = held.substring(count);
    return released;
  }

  private static void give(Consumer<String> to, String piece) {
    if (!piece.isEmpty()) {
      to.accept(piece);
    }
  }
}
