package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply in memory: one writer makes it grow, any number of readers take pieces of it by position
 * and wait for more. Nothing is held for a reader, and nobody waits for one. Thread-safe.
 */
public final class LiveReply {
  private final Visitor visitor;
  private final Reply seed;
  private final BooleanSupplier sure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReplyParts parts;
  private Lineage lineage;
  private @Nullable ReplyEnd end;
  private boolean deleted;
  private boolean withdrawn;
  private int releases;

  /** Nanoseconds on the clock of whoever pulls, when a reader last came for more. */
  private volatile long pulled;

  /** A reply that this node only shows. */
  public LiveReply(Visitor visitor, Reply seed) {
    this(visitor, seed, () -> true);
  }

  /**
   * A reply that this node generates.
   *
   * @param sure whether it may still show it
   */
  public LiveReply(Visitor visitor, Reply seed, BooleanSupplier sure) {
    this.visitor = visitor;
    this.sure = sure;
    this.seed = seed;
    this.parts = new ReplyParts(seed.text());
    this.lineage = seed.lineage();
    this.end = seed.end().orElse(null);
  }

  public ReplyId id() {
    return seed.id();
  }

  public Visitor visitor() {
    return visitor;
  }

  public Reply seed() {
    return seed;
  }

  /** Appends reasoning; dropped once there is text, for positions run through reasoning first. */
  void appendReasoning(String piece) {
    lock.lock();
    try {
      if (!parts.hasText() && end == null && !withdrawn) {
        parts.append(new ReplyText(piece, ""));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void appendText(String piece) {
    lock.lock();
    try {
      if (end == null && !withdrawn) {
        parts.append(new ReplyText("", piece));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** All text that was appended here was reasoning. */
  void textWasReasoning() {
    correct(parts::textWasReasoning);
  }

  /** The last so many code units of reasoning are the text. */
  void reasoningWasText(int length) {
    correct(() -> parts.reasoningWasText(length));
  }

  /** Forgets all reasoning. */
  void dropReasoning() {
    correct(parts::dropReasoning);
  }

  private void correct(Runnable correction) {
    lock.lock();
    try {
      if (end == null && !withdrawn) {
        correction.run();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many corrections a reader knows of who comes with a cursor; it is told of the others. */
  int correctionsKnownAt(Cursor cursor) {
    lock.lock();
    try {
      return parts.correctionsKnownAt(cursor.position());
    } finally {
      lock.unlock();
    }
  }

  /** Tells all readers that the reply has ended; only after its end is stored. */
  void end(ReplyEnd stored) {
    lock.lock();
    try {
      end = stored;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends all readers to read on elsewhere, also those who come late: this node has given the reply
   * up, or lost it.
   */
  void withdraw() {
    lock.lock();
    try {
      withdrawn = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets readers look again. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether this node may show what it has. */
  public boolean sure() {
    return sure.getAsBoolean();
  }

  /** Notes when a reader came for more, on {@link TimeSource#nanos}. */
  void pulled(long nanos) {
    pulled = nanos;
  }

  long pulled() {
    return pulled;
  }

  /** Tells all readers that the reply was deleted. */
  void delete(ReplyEnd stopped) {
    lock.lock();
    try {
      deleted = true;
      end = stopped;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks all present readers to come again: the end cannot be stored for long. */
  void release() {
    lock.lock();
    try {
      releases++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int releases() {
    lock.lock();
    try {
      return releases;
    } finally {
      lock.unlock();
    }
  }

  /** Adds what a reply that grows elsewhere grew by, where it still stands at a cursor. */
  void grow(Cursor from, ReplyText piece) {
    lock.lock();
    try {
      boolean there = end == null && lineage.at(length()).equals(from);
      if (there && !piece.isEmpty()) {
        parts.append(piece);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes over what was read of a reply that grows elsewhere, where that is more than is here. */
  void catchUpWith(Reply read) {
    lock.lock();
    try {
      Cursor mine = lineage.at(length());
      Cursor other = read.cursor();
      boolean more =
          other.attempt() > mine.attempt()
              || (other.attempt() == mine.attempt() && other.position() > mine.position());
      if (end == null && (more || read.end().isPresent())) {
        catchUp(read);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes over what is known of a reply that grows elsewhere. */
  void catchUp(Reply known) {
    lock.lock();
    try {
      parts.become(known.text(), known.lineage().attempt() == lineage.attempt());
      lineage = known.lineage();
      end = known.end().orElse(null);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The reply as it stands now. */
  public Reply snapshot() {
    lock.lock();
    try {
      return new Reply(
          seed.id(),
          seed.dialog(),
          seed.seq(),
          seed.question(),
          seed.createdAt(),
          seed.model(),
          lineage,
          parts.all(),
          Optional.ofNullable(end));
    } finally {
      lock.unlock();
    }
  }

  /** The point up to which the reply goes here. */
  Cursor cursor() {
    lock.lock();
    try {
      return lineage.at(length());
    } finally {
      lock.unlock();
    }
  }

  int length() {
    lock.lock();
    try {
      return parts.length();
    } finally {
      lock.unlock();
    }
  }

  /** All that follows a position, to be journalled. */
  ReplyText from(int position) {
    lock.lock();
    try {
      return parts.from(position);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a reader may stand at a cursor: its attempt was begun, and it is not inside a surrogate
   * pair.
   *
   * @param mayLag whether the reply may have grown further than is known here
   */
  boolean canStandAt(Cursor cursor, boolean mayLag) {
    lock.lock();
    try {
      boolean latest = cursor.attempt() == lineage.attempt();
      if (cursor.position() > length()) {
        return latest ? mayLag : cursor.attempt() < lineage.attempt();
      }
      return cursor.attempt() <= lineage.attempt()
          && !(latest && parts.splitsPair(cursor.position()));
    } finally {
      lock.unlock();
    }
  }

  /**
   * What a reader at a cursor is told next; empty when there is nothing new within {@code nanos}.
   *
   * @param seenReleases {@link #releases} when the reader came
   * @param seenCorrections those it has been told of
   * @throws InterruptedException when the thread is told to give up
   */
  Optional<FollowEvent> next(Cursor cursor, int seenReleases, int seenCorrections, long nanos)
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
   * Waits until the reply has ended or is withdrawn; {@code false} when neither is within the time.
   */
  boolean awaitEnd(long millis) throws InterruptedException {
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
    if (end == null && !sure.getAsBoolean()) {
      return Optional.empty();
    }
    if (cursor.attempt() < lineage.attempt()) {
      int beyond = lineage.rewind(cursor).orElse(Math.min(cursor.position(), length()));
      int kept = parts.splitsPair(beyond) ? beyond - 1 : beyond;
      int keptReasoning = Math.min(kept, parts.reasoningLength());
      return Optional.of(
          new FollowEvent.Rewound(keptReasoning, kept - keptReasoning, lineage.at(kept)));
    }
    if (seenCorrections < parts.corrections()) {
      return Optional.of(new FollowEvent.Rewound(0, 0, lineage.at(0)));
    }
    ReplyText piece = parts.piece(cursor.position());
    Cursor after = lineage.at(cursor.position() + piece.length());
    if (!piece.reasoning().isEmpty()) {
      return Optional.of(new FollowEvent.Reasoning(piece.reasoning(), after));
    }
    if (!piece.text().isEmpty()) {
      return Optional.of(new FollowEvent.Text(piece.text(), after));
    }
    if (end != null) {
      return Optional.of(new FollowEvent.Done(snapshot(), deleted));
    }
    return releases > seenReleases ? Optional.of(new FollowEvent.Reconnect()) : Optional.empty();
  }
}
