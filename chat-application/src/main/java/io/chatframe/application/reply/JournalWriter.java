package io.chatframe.application.reply;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.JournalEntry;
import io.chatframe.domain.port.JournalReceipt;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals what the running replies grew by, all of them in one write, and learns by its receipts
 * which were stopped elsewhere and which are no longer this node's. Thread-safe: one write at a
 * time.
 */
final class JournalWriter {
  private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);

  private final NodeId self;
  private final ReplyJournal journal;
  private final TimeSource time;
  private boolean uncertain;

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
        journal
            .journalled(self, mine.keySet())
            .forEach((reply, position) -> at(mine, reply).journalled(position));
      }
      append(mine, asked);
      uncertain = false;
    } catch (StorageUnavailableException e) {
      if (!uncertain) {
        log.warn("Running replies cannot be journalled: the database is unavailable");
      }
      uncertain = true;
      // Whoever cannot ask goes on: an outage takes no reply from anybody.
      running.forEach(generation -> generation.reply().confirm(asked));
    }
  }

  private void append(Map<ReplyId, Generation> mine, long asked) {
    var entries = new ArrayList<JournalEntry>();
    for (Generation generation : mine.values()) {
      OwnedReply reply = generation.reply();
      int from = generation.journalled();
      int attempt = reply.seed().lineage().attempt();
      entries.add(new JournalEntry(reply.id(), attempt, from, reply.from(from)));
    }
    Map<ReplyId, JournalReceipt> receipts = journal.append(self, entries);
    for (JournalEntry entry : entries) {
      Generation generation = at(mine, entry.reply());
      JournalReceipt receipt = receipts.get(entry.reply());
      take(generation, entry.from(), entry.piece(), receipt);
      if (receipt != null) {
        generation.reply().confirm(asked);
      }
    }
  }

  private void take(
      Generation generation, int from, ReplyText piece, @Nullable JournalReceipt receipt) {
    if (receipt == null) {
      if (!generation.ending()) {
        generation.lose();
      }
      return;
    }
    generation.journalled(from + piece.length());
    if (receipt == JournalReceipt.STOP_REQUESTED) {
      generation.stop();
    }
  }

  private static Generation at(Map<ReplyId, Generation> mine, ReplyId reply) {
    Generation generation = mine.get(reply);
    if (generation == null) {
      throw new IllegalStateException("The journal answered for a reply that was not asked for");
    }
    return generation;
  }
}
