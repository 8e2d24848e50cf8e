package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply in memory: its owner appends to it, and any number of readers pull pieces by position and
 * wait for more. No state is kept per reader, except while it waits, and the owner never waits for
 * one. Thread-safe.
 */
abstract sealed class LiveReply permits OwnedReply, RemoteReply {
  private volatile Visitor visitor;
  private final Reply seed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The followers that wait for a change; guarded by the lock. */
  private final List<ReplyFollower> waiting = new ArrayList<>(1);

  /** The threads that wait for the end; guarded by the lock. */
  private int waitingForEnd;

  /** Guarded by the lock: access it only in {@link #locked}, {@link #change} and {@link #edit}. */
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

  /** Gives the reply to another visitor: the same person, now identified. */
  final void moveTo(Visitor identified) {
    visitor = identified;
  }

  /** The reply as it was when it was loaded into memory. */
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

  /** Changes the reply, and wakes its readers unless their sinks take all that is new. */
  final void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      boolean taken = waitingForEnd == 0;
      for (ReplyFollower follower : waiting) {
        taken &= follower.takeAll();
      }
      if (!taken) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Changes the text, unless the reply has ended or was withdrawn. */
  final void edit(Runnable edit) {
    change(() -> {
      if (end == null && !withdrawn) {
        edit.run();
      }
    });
  }

  /** Whether this node may show its copy. */
  abstract boolean sure();

  /** Records that a reader is still active. */
  abstract void touch();

  /** Tells all readers that the reply has ended. Call it only after its end is stored. */
  final void end(ReplyEnd stored) {
    change(() -> end = stored);
  }

  /** Replaces this state with that of a reply that grew or ended elsewhere. */
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

  final boolean isDeleted() {
    return locked(() -> deleted);
  }

  /** Tells all readers that the reply was deleted. */
  final void delete(ReplyEnd stopped) {
    change(() -> {
      deleted = true;
      end = stopped;
    });
  }

  /** Makes all readers, current and future, reconnect: this node gave the reply up or lost it. */
  final void withdraw() {
    change(() -> withdrawn = true);
  }

  /** Makes the current readers reconnect because storing the end is taking long. */
  final void release() {
    change(() -> releases++);
  }

  final int releases() {
    return locked(() -> releases);
  }

  /** How many corrections a reader with this cursor has already seen. */
  final int correctionsKnownAt(Cursor cursor) {
    return locked(() -> parts.correctionsKnownAt(cursor.position()));
  }

  /** The current state of the reply. */
  final Reply snapshot() {
    return locked(() -> seed.with(lineage, parts.all(), Optional.ofNullable(end)));
  }

  /** The end of the text known here. */
  final Cursor cursor() {
    return locked(() -> lineage.at(parts.length()));
  }

  final int length() {
    return locked(parts::length);
  }

  /**
   * Whether a cursor is valid: its attempt was begun, and it does not split a surrogate pair.
   *
   * @param mayLag whether the reply may have grown beyond what is known here
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
   * The next event for a follower; empty if there is none within {@code nanos}, or if its sink has
   * taken one in part.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  final Optional<FollowEvent> next(ReplyFollower follower, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      waiting.add(follower);
      long left = nanos;
      Optional<FollowEvent> event = look(follower);
      while (event.isEmpty() && !follower.owes() && left > 0) {
        left = changed.awaitNanos(left);
        event = look(follower);
      }
      return event;
    } finally {
      waiting.remove(follower);
      lock.unlock();
    }
  }

  /** Waits until the reply has ended or is withdrawn; {@code false} if the time runs out first. */
  final boolean awaitEnd(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      waitingForEnd++;
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (end == null && !withdrawn && left > 0) {
        left = changed.awaitNanos(left);
      }
      return end != null || withdrawn;
    } finally {
      waitingForEnd--;
      lock.unlock();
    }
  }

  /** What there is for a follower now. Call it under the lock. */
  final Optional<FollowEvent> look(ReplyFollower follower) {
    Cursor cursor = follower.cursor();
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
    if (follower.corrections() < parts.corrections()) {
      return Optional.of(new FollowEvent.Rewound(0, 0, lineage.at(0)));
    }
    Optional<FollowEvent> piece = parts.piece(cursor.position(), lineage);
    if (piece.isPresent()) {
      return piece;
    }
    if (end != null) {
      return Optional.of(new FollowEvent.Done(snapshot(), deleted));
    }
    return releases > follower.releases()
        ? Optional.of(new FollowEvent.Reconnect())
        : Optional.empty();
  }
}
