package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores ends of replies. Those that arrive while others are being stored are stored together, by
 * one statement: the more there are, the fewer commits each of them costs. Nobody waits for a lock
 * that somebody else's end needs: an end whose dialog is locked is stored by itself. Thread-safe.
 */
final class ReplyEnds {
  private static final int MOST_TOGETHER = 64;

  private final Database database;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  ReplyEnds(Database database) {
    this.database = database;
  }

  /** An end in the queue, and how its thread gets the outcome once it has left the queue. */
  private static final class Waiting {
    private final EndedReply end;
    private @Nullable Supplier<Optional<Boolean>> outcome;

    Waiting(EndedReply end) {
      this.end = end;
    }
  }

  /**
   * Stores an end. Blocks until that is done.
   *
   * @return whether it was stored now or the reply had ended before; empty if the reply is not the
   *     owner's in this attempt
   * @throws StorageUnavailableException if it is unknown whether it was stored
   */
  Optional<Boolean> store(EndedReply end) {
    Waiting mine = new Waiting(end);
    queue.add(mine);
    Supplier<Optional<Boolean>> outcome;
    turn.lock();
    try {
      // Whoever had the turn before may have stored it.
      while ((outcome = mine.outcome) == null) {
        storeTogether(next(MOST_TOGETHER));
      }
    } finally {
      turn.unlock();
    }
    return outcome.get();
  }

  private List<Waiting> next(int most) {
    List<Waiting> next = new ArrayList<>();
    Waiting waiting;
    while (next.size() < most && (waiting = queue.poll()) != null) {
      next.add(waiting);
    }
    next.forEach(each -> each.outcome = () -> alone(each.end));
    return next;
  }

  private void storeTogether(List<Waiting> together) {
    List<EndedReply> ends = together.stream().map(waiting -> waiting.end).toList();
    try {
      var stored = database.statement(jdbc -> together(jdbc, ends));
      for (Waiting waiting : together) {
        Optional<Boolean> outcome = stored.get(waiting.end.reply());
        if (outcome != null) {
          waiting.outcome = () -> outcome;
        }
      }
    } catch (StorageUnavailableException e) {
      // Nobody waits for as many failures as there are batches before.
      refuse(together, e);
      refuse(next(Integer.MAX_VALUE), e);
    } catch (RuntimeException e) {
      // One of them cannot be stored, which only its own thread is to learn.
      return;
    }
  }

  private static void refuse(List<Waiting> ends, StorageUnavailableException why) {
    ends.forEach(waiting ->
        waiting.outcome =
            () -> {
              throw why;
            });
  }

  private static Map<ReplyId, Optional<Boolean>> together(JdbcClient jdbc, List<EndedReply> ends) {
    var stored = new HashMap<ReplyId, Optional<Boolean>>();
    jdbc.sql(EndedReply.END_MANY)
        .params(EndedReply.parameters(ends))
        .query(row -> {
          stored.put(
              new ReplyId(MessageQueries.id(row, 1)),
              Optional.ofNullable(row.getObject(2, Boolean.class)));
        });
    return stored;
  }

  private Optional<Boolean> alone(EndedReply end) {
    return database.statement(jdbc ->
        jdbc.sql(EndedReply.END_ONE)
            .params(end.parameters())
            .query((row, _) -> Optional.ofNullable(row.getObject(1, Boolean.class)))
            .single());
  }
}
