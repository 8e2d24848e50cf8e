package io.chatframe.adapter.llm.answer;

import org.jspecify.annotations.Nullable;

/** A text that comes in pieces: mostly there is none, or one. */
public final class Pieces {
  private String only = "";
  private @Nullable StringBuilder several;

  public void add(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    if (several != null) {
      several.append(piece);
    } else if (only.isEmpty()) {
      only = piece;
    } else {
      several = new StringBuilder(only).append(piece);
    }
  }

  public boolean isEmpty() {
    return only.isEmpty();
  }

  @Override
  public String toString() {
    return several == null ? only : several.toString();
  }
}
