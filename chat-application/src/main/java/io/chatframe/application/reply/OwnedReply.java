package io.chatframe.application.reply;

import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;

/**
 * A reply that this node generates. A process that was frozen does not know whether another node
 * took over, so it shows nothing more until the database confirms that it still owns the reply.
 */
final class OwnedReply extends LiveReply {
  /** Half the time after which other nodes consider a node dead. */
  private static final long TRUST_NANOS = Duration.ofSeconds(5).toNanos();

  private final TimeSource time;
  private final long began;
  private volatile long confirmed;

  OwnedReply(Visitor visitor, Reply seed, TimeSource time) {
    super(visitor, seed);
    this.time = time;
    this.began = time.nanos();
    this.confirmed = began;
  }

  @Override
  boolean sure() {
    return time.nanos() - confirmed <= TRUST_NANOS;
  }

  @Override
  void touch() {}

  /**
   * Records that the database confirmed the ownership or was unreachable.
   *
   * @param asked when the query was sent, on {@link TimeSource#nanos}: its answer may have waited
   *     in a frozen process
   */
  void confirm(long asked) {
    boolean doubted = !sure();
    confirmed = asked;
    if (doubted) {
      change(() -> {});
    }
  }

  /** The time since this node began with the reply. */
  Duration lasted() {
    return Duration.ofNanos(time.nanos() - began);
  }

  /** Appends reasoning; dropped once there is text, because reasoning comes first in positions. */
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

  /** Turns all text that was appended here into reasoning. */
  void textWasReasoning() {
    edit(parts::textWasReasoning);
  }

  /** Moves the last {@code length} code units of reasoning to the text. */
  void reasoningWasText(int length) {
    edit(() -> parts.reasoningWasText(length));
  }

  /** Forgets all reasoning. */
  void dropReasoning() {
    edit(parts::dropReasoning);
  }

  /** Everything after a position, for the journal. */
  ReplyText from(int position) {
    return locked(() -> parts.from(position));
  }
}
