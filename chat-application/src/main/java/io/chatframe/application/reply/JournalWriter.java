package io.chatframe.application.reply;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.JournalEntry;
import io.chatframe.domain.port.JournalReceipt;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals the growth of all running replies in one write. The receipts say which replies were
 * stopped elsewhere and which this node no longer owns. Thread-safe: one write at a time.
 */
final class JournalWriter {
  private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);

  private final NodeId self;
  private final ReplyJournal journal;
  private final TimeSource time;
  private volatile boolean uncertain;
  private volatile long failingSince;

  JournalWriter(NodeId self, ReplyJournal journal, TimeSource time) {
    this.time = time;
    this.self = self;
    this.journal = journal;
  }

  synchronized void write(Collection<Generation> running) {
    Map<ReplyId, Generation> mine = new HashMap<>();
    running.forEach(generation -> mine.put(generation.reply().id(), generation));
    if (mine.isEmpty()) {
      return;
    }
    long asked = time.nanos();
    try {
      if (uncertain) {
        Map<ReplyId, Integer> known = journal.journalled(self, mine.keySet());
        mine.forEach((id, generation) ->
            generation.journalled(known.getOrDefault(id, generation.journalled())));
      }
      append(mine, asked);
      uncertain = false;
    } catch (StorageUnavailableException e) {
      if (!uncertain) {
        failingSince = asked;
        log.warn("Running replies cannot be journalled: the database is unavailable");
      }
      uncertain = true;
      // A node that cannot reach the database continues: in an outage nobody can take over its
      // replies.
      running.forEach(generation -> generation.reply().confirm(asked));
    }
  }

  /** How long writes have been failing; zero if the last one succeeded. */
  Duration lag() {
    return uncertain ? Duration.ofNanos(time.nanos() - failingSince) : Duration.ZERO;
  }

  private void append(Map<ReplyId, Generation> mine, long asked) {
    List<Growth> growths = mine.values().stream().map(Growth::of).toList();
    Map<ReplyId, JournalReceipt> receipts =
        journal.append(self, growths.stream().map(Growth::entry).toList());
    growths.forEach(growth -> take(growth, receipts.get(growth.entry().reply()), asked));
  }

  private static void take(Growth growth, @Nullable JournalReceipt receipt, long asked) {
    Generation generation = growth.generation();
    if (receipt == null) {
      if (!generation.ending()) {
        generation.lose();
      }
      return;
    }
    generation.journalled(growth.entry().from() + growth.entry().piece().length());
    if (receipt == JournalReceipt.STOP_REQUESTED) {
      generation.stop();
    }
    generation.reply().confirm(asked);
  }

  /** The part of a generation that is not journalled yet. */
  private record Growth(Generation generation, JournalEntry entry) {
    static Growth of(Generation generation) {
      OwnedReply reply = generation.reply();
      int from = generation.journalled();
      int attempt = reply.seed().lineage().attempt();
      return new Growth(generation, new JournalEntry(reply.id(), attempt, from, reply.from(from)));
    }
  }
}
