package io.chatframe.application.reply;

import io.chatframe.domain.Lineage;
import io.chatframe.domain.ReplyText;
import java.util.Optional;

/**
 * The reasoning and the text of a reply that grows, addressed by one position that runs through
 * both. What was told as one part may turn out to be the other; readers who were told before have
 * to read again. Guarded by its holder.
 */
final class ReplyParts {
  private final StringBuilder reasoning;
  private final StringBuilder text;
  private final int base;

  /** How often what was told as one part turned out to be the other. */
  private int corrections;

  /** How far it had been told then. */
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

  /** All that follows a position. */
  ReplyText from(int position) {
    int split = reasoning.length();
    return position < split
        ? new ReplyText(reasoning.substring(position), text.toString())
        : new ReplyText("", text.substring(Math.min(position - split, text.length())));
  }

  /** The next piece of the part that a position is in, no longer than one event. */
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
   * All text that was appended here was reasoning. The length stays the same, also behind a text
   * that was there before: what was journalled cannot be taken back, and what follows has to be
   * journalled behind it.
   */
  void textWasReasoning() {
    correct();
    reasoning.append(text, base, text.length());
    text.setLength(base);
  }

  /** The last so many code units of reasoning are the text. */
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
   * Becomes what is known of the same reply.
   *
   * @param sameAttempt whether it can only have grown
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

  /** How many corrections are known to a reader who comes with a position. */
  int correctionsKnownAt(int position) {
    return position > 0 && position <= corrected ? corrections - 1 : corrections;
  }
}
