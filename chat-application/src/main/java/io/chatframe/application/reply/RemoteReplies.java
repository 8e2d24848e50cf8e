package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies of replies that are read here and generated elsewhere: one per reply for any number of
 * readers, and one journal query for all of them. Thread-safe; {@link #refresh} is for one thread.
 */
final class RemoteReplies {
  /** Longer than the pause between two reads of any reader, which its heartbeats limit. */
  private static final long FORGOTTEN_NANOS = Duration.ofSeconds(60).toNanos();

  private final ReplyRepository replies;
  private final ReplyJournal journal;
  private final TimeSource time;
  private final ConcurrentHashMap<ReplyId, RemoteReply> copies = new ConcurrentHashMap<>();

  RemoteReplies(ReplyRepository replies, ReplyJournal journal, TimeSource time) {
    this.replies = replies;
    this.journal = journal;
    this.time = time;
  }

  /** Returns the copy of a reply, which is updated while it grows and is read. */
  RemoteReply copy(Visitor visitor, Reply stored) {
    var fresh = new RemoteReply(visitor, stored, time);
    if (stored.end().isPresent()) {
      return fresh;
    }
    return copies.merge(
        fresh.id(),
        fresh,
        (known, _) -> {
          known.touch();
          // The caller has found it as this visitor's; she may have become identified.
          known.moveTo(visitor);
          known.catchUp(stored);
          return known;
        });
  }

  /** Makes the current readers of some visitors' replies reconnect. */
  void release(Predicate<Visitor> whose) {
    copies.values().stream().filter(copy -> whose.test(copy.visitor())).forEach(LiveReply::release);
  }

  /** Fetches the growth of all copies; does nothing if the database is unavailable. */
  void refresh() {
    long now = time.nanos();
    copies.values().removeIf(copy -> now - copy.lastRead() > FORGOTTEN_NANOS);
    if (copies.isEmpty()) {
      return;
    }
    Map<ReplyId, Cursor> cursors = new HashMap<>();
    copies.forEach((id, copy) -> cursors.put(id, copy.cursor()));
    try {
      Map<ReplyId, ReplyText> growths = journal.grown(cursors);
      cursors.forEach((id, cursor) -> take(id, cursor, growths.get(id)));
    } catch (StorageUnavailableException e) {
      // Readers stay at their cursors; heartbeats keep their connections alive.
      return;
    }
  }

  private void take(ReplyId id, Cursor cursor, @Nullable ReplyText growth) {
    RemoteReply copy = copies.get(id);
    if (copy == null) {
      return;
    }
    if (growth == null) {
      readAnew(copy);
    } else {
      copy.grow(cursor, growth);
    }
  }

  /** Reloads a reply that has ended, is in another attempt, or is gone. */
  private void readAnew(RemoteReply copy) {
    Optional<Reply> known = replies.find(copy.visitor(), copy.id());
    known.ifPresentOrElse(copy::become, () -> copy.delete(ReplyEnd.stopped(time.now())));
    if (known.flatMap(Reply::end).isPresent() || known.isEmpty()) {
      copies.remove(copy.id());
    }
  }
}
