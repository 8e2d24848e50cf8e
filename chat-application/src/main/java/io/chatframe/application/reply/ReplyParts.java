package io.chatframe.application.reply;

import io.chatframe.domain.Lineage;
import io.chatframe.domain.ReplyText;
import java.util.Optional;

/**
 * The reasoning and the text of a growing reply, addressed by one position across both. What was
 * published as one part may turn out to be the other; then readers that saw it start over. Guarded
 * by its holder's lock.
 */
final class ReplyParts {
  private final StringBuilder reasoning;
  private final StringBuilder text;
  private final int base;

  /** How often one part turned out to be the other. */
  private int corrections;

  /** The greatest length at any correction. */
  private int corrected;

  ReplyParts(ReplyText seed) {
    reasoning = new StringBuilder(seed.reasoning());
    text = new StringBuilder(seed.text());
    base = text.length();
  }

  ReplyText all() {
    return new ReplyText(reasoning.toString(), text.toString());
  }

  int length() {
    return reasoning.length() + text.length();
  }

  int reasoningLength() {
    return reasoning.length();
  }

  boolean hasText() {
    return !text.isEmpty();
  }

  void append(ReplyText piece) {
    reasoning.append(piece.reasoning());
    text.append(piece.text());
  }

  /** Everything after a position. */
  ReplyText from(int position) {
    int split = reasoning.length();
    return position < split
        ? new ReplyText(reasoning.substring(position), text.toString())
        : new ReplyText("", text.substring(Math.min(position - split, text.length())));
  }

  /** The next piece of the part that contains the position, at most one event long. */
  Optional<FollowEvent> piece(int position, Lineage lineage) {
    int split = reasoning.length();
    if (position < split) {
      String piece = EventSize.fit(reasoning, position);
      return Optional.of(
          new FollowEvent.MoreReasoning(piece, lineage.at(position + piece.length())));
    }
    String piece = EventSize.fit(text, Math.min(position - split, text.length()));
    return piece.isEmpty()
        ? Optional.empty()
        : Optional.of(new FollowEvent.MoreText(piece, lineage.at(position + piece.length())));
  }

  boolean splitsPair(int position) {
    boolean inReasoning = position <= reasoning.length();
    StringBuilder part = inReasoning ? reasoning : text;
    int at = inReasoning ? position : position - reasoning.length();
    return at > 0
        && at < part.length()
        && Character.isHighSurrogate(part.charAt(at - 1))
        && Character.isLowSurrogate(part.charAt(at));
  }

  /**
   * Turns all text appended here into reasoning, even after initial text. The total length stays
   * the same: journalled text cannot be withdrawn, and what follows is journalled after it.
   */
  void textWasReasoning() {
    correct();
    reasoning.append(text, base, text.length());
    text.setLength(base);
  }

  /** Moves the last {@code length} code units of reasoning to the text. */
  void reasoningWasText(int length) {
    correct();
    int from = Math.max(0, reasoning.length() - length);
    text.insert(0, reasoning.substring(from));
    reasoning.setLength(from);
  }

  /** Forgets all reasoning. */
  void dropReasoning() {
    correct();
    reasoning.setLength(0);
  }

  /**
   * Replaces the parts with another state of the same reply.
   *
   * @param sameAttempt whether both states belong to one attempt, so that the reply can only have
   *     grown
   */
  void become(ReplyText known, boolean sameAttempt) {
    int there = known.reasoning().length();
    boolean grown = text.isEmpty() ? there >= reasoning.length() : there == reasoning.length();
    if (sameAttempt && !grown) {
      correct();
    }
    reasoning.setLength(0);
    text.setLength(0);
    append(known);
  }

  private void correct() {
    corrected = Math.max(corrected, length());
    corrections++;
  }

  int corrections() {
    return corrections;
  }

  /** How many corrections a reader at this position has already seen. */
  int correctionsKnownAt(int position) {
    return position > 0 && position <= corrected ? corrections - 1 : corrections;
  }
}
