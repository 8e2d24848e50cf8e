package io.chatframe.application.reply;

import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;

/**
 * A reply that this node generates. A process that was frozen does not know that another node has
 * taken over: it shows no more until the database has confirmed that the reply is still its own.
 */
final class OwnedReply extends LiveReply {
  /** Half of what makes others take a node for dead. */
  private static final long TRUST_NANOS = Duration.ofSeconds(5).toNanos();

  private final TimeSource time;
  private volatile long confirmed;

  OwnedReply(Visitor visitor, Reply seed, TimeSource time) {
    super(visitor, seed);
    this.time = time;
    this.confirmed = time.nanos();
  }

  @Override
  boolean sure() {
    return time.nanos() - confirmed <= TRUST_NANOS;
  }

  @Override
  void touch() {}

  /**
   * Notes that the database confirmed the ownership, or could not be asked.
   *
   * @param asked when it was asked, on {@link TimeSource#nanos}: an answer may have waited in a
   *     frozen process
   */
  void confirm(long asked) {
    boolean doubted = !sure();
    confirmed = asked;
    if (doubted) {
      change(() -> {});
    }
  }

  /** Appends reasoning; dropped once there is text, for positions run through reasoning first. */
  void appendReasoning(String piece) {
    edit(() -> {
      if (!parts.hasText()) {
        parts.append(new ReplyText(piece, ""));
      }
    });
  }

  void appendText(String piece) {
    edit(() -> parts.append(new ReplyText("", piece)));
  }

  /** All text that was appended here was reasoning. */
  void textWasReasoning() {
    edit(parts::textWasReasoning);
  }

  /** The last so many code units of reasoning are the text. */
  void reasoningWasText(int length) {
    edit(() -> parts.reasoningWasText(length));
  }

  /** Forgets all reasoning. */
  void dropReasoning() {
    edit(parts::dropReasoning);
  }

  /** All that follows a position, to be journalled. */
  ReplyText from(int position) {
    return locked(() -> parts.from(position));
  }
}
