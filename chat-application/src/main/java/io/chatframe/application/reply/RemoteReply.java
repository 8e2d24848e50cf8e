package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.TimeSource;

/** A copy of a reply that this node only shows: it is generated elsewhere or has ended. */
final class RemoteReply extends LiveReply {
  private final TimeSource time;
  private volatile long lastRead;

  RemoteReply(Visitor visitor, Reply seed, TimeSource time) {
    super(visitor, seed);
    this.time = time;
    this.lastRead = time.nanos();
  }

  @Override
  boolean sure() {
    return true;
  }

  @Override
  void touch() {
    lastRead = time.nanos();
  }

  /** When a reader last asked for more, on {@link TimeSource#nanos}. */
  long lastRead() {
    return lastRead;
  }

  /** Appends growth, if the copy is still at the cursor from which it was read. */
  void grow(Cursor from, ReplyText piece) {
    change(() -> {
      if (!hasEnded() && cursor().equals(from)) {
        parts.append(piece);
      }
    });
  }

  /** Replaces the copy with a stored state, if that is more recent. */
  void catchUp(Reply read) {
    change(() -> {
      Cursor here = cursor();
      Cursor there = read.cursor();
      boolean more =
          there.attempt() > here.attempt()
              || (there.attempt() == here.attempt() && there.position() > here.position());
      if (!hasEnded() && (more || read.end().isPresent())) {
        become(read);
      }
    });
  }
}
