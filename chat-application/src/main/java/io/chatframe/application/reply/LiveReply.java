package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply in memory: its owner makes it grow, any number of readers take pieces of it by position
 * and wait for more. Nothing is held for a reader, and nobody waits for one. Thread-safe.
 */
abstract sealed class LiveReply permits OwnedReply, RemoteReply {
  private final Visitor visitor;
  private final Reply seed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock: for {@link #locked}, {@link #change} and {@link #edit}. */
  final ReplyParts parts;

  private Lineage lineage;
  private @Nullable ReplyEnd end;
  private boolean deleted;
  private boolean withdrawn;
  private int releases;

  LiveReply(Visitor visitor, Reply seed) {
    this.visitor = visitor;
    this.seed = seed;
    this.parts = new ReplyParts(seed.text());
    this.lineage = seed.lineage();
    this.end = seed.end().orElse(null);
  }

  final ReplyId id() {
    return seed.id();
  }

  final Visitor visitor() {
    return visitor;
  }

  /** The reply as it was when it came into this memory. */
  final Reply seed() {
    return seed;
  }

  final <T> T locked(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }

  /** Changes the reply, and lets its readers look at it. */
  final void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Changes the text, unless nothing more can be added to it. */
  final void edit(Runnable edit) {
    change(() -> {
      if (end == null && !withdrawn) {
        edit.run();
      }
    });
  }

  /** Whether this node may show what it has. */
  abstract boolean sure();

  /** Notes that a reader comes for more. */
  abstract void touch();

  /** Tells all readers that the reply has ended; only after its end is stored. */
  final void end(ReplyEnd stored) {
    change(() -> end = stored);
  }

  /** Becomes what is known of the reply, which grew or ended elsewhere. */
  final void become(Reply known) {
    change(() -> {
      parts.become(known.text(), known.lineage().attempt() == lineage.attempt());
      lineage = known.lineage();
      end = known.end().orElse(null);
    });
  }

  final boolean hasEnded() {
    return locked(() -> end != null);
  }

  /** Tells all readers that the reply was deleted. */
  final void delete(ReplyEnd stopped) {
    change(() -> {
      deleted = true;
      end = stopped;
    });
  }

  /**
   * Sends all readers to read on elsewhere, also those who come late: this node has given the reply
   * up, or lost it.
   */
  final void withdraw() {
    change(() -> withdrawn = true);
  }

  /** Asks the readers of this moment to come again: the end cannot be stored for long. */
  final void release() {
    change(() -> releases++);
  }

  final int releases() {
    return locked(() -> releases);
  }

  /** How many corrections are known to a reader who comes with a cursor. */
  final int correctionsKnownAt(Cursor cursor) {
    return locked(() -> parts.correctionsKnownAt(cursor.position()));
  }

  /** The reply as it stands now. */
  final Reply snapshot() {
    return locked(() -> seed.with(lineage, parts.all(), Optional.ofNullable(end)));
  }

  /** The point up to which the reply goes here. */
  final Cursor cursor() {
    return locked(() -> lineage.at(parts.length()));
  }

  final int length() {
    return locked(parts::length);
  }

  /**
   * Whether a reader may stand at a cursor: its attempt was begun, and it is not inside a surrogate
   * pair.
   *
   * @param mayLag whether the reply may have grown further than is known here
   */
  final boolean canStandAt(Cursor cursor, boolean mayLag) {
    return locked(() -> {
      boolean latest = cursor.attempt() == lineage.attempt();
      if (cursor.position() > parts.length()) {
        return latest ? mayLag : cursor.attempt() < lineage.attempt();
      }
      return cursor.attempt() <= lineage.attempt()
          && !(latest && parts.splitsPair(cursor.position()));
    });
  }

  /**
   * What a reader at a cursor is told next; empty if there is nothing new within {@code nanos}.
   *
   * @param seenReleases {@link #releases} when the reader came
   * @param seenCorrections those it has been told of
   * @throws InterruptedException when the thread is told to give up
   */
  final Optional<FollowEvent> next(Cursor cursor, int seenReleases, int seenCorrections, long nanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      Optional<FollowEvent> event = look(cursor, seenReleases, seenCorrections);
      while (event.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
        event = look(cursor, seenReleases, seenCorrections);
      }
      return event;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the reply has ended or is withdrawn; {@code false} if neither happens in this time.
   */
  final boolean awaitEnd(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (end == null && !withdrawn && left > 0) {
        left = changed.awaitNanos(left);
      }
      return end != null || withdrawn;
    } finally {
      lock.unlock();
    }
  }

  private Optional<FollowEvent> look(Cursor cursor, int seenReleases, int seenCorrections) {
    if (withdrawn) {
      return Optional.of(new FollowEvent.Reconnect());
    }
    if (end == null && !sure()) {
      return Optional.empty();
    }
    if (cursor.attempt() < lineage.attempt()) {
      int beyond = lineage.rewind(cursor).orElse(Math.min(cursor.position(), parts.length()));
      int kept = parts.splitsPair(beyond) ? beyond - 1 : beyond;
      int keptReasoning = Math.min(kept, parts.reasoningLength());
      return Optional.of(
          new FollowEvent.Rewound(keptReasoning, kept - keptReasoning, lineage.at(kept)));
    }
    if (seenCorrections < parts.corrections()) {
      return Optional.of(new FollowEvent.Rewound(0, 0, lineage.at(0)));
    }
    Optional<FollowEvent> piece = parts.piece(cursor.position(), lineage);
    if (piece.isPresent()) {
      return piece;
    }
    if (end != null) {
      return Optional.of(new FollowEvent.Done(snapshot(), deleted));
    }
    return releases > seenReleases ? Optional.of(new FollowEvent.Reconnect()) : Optional.empty();
  }
}
