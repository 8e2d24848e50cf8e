package io.chatframe.application;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.JournalEntry;
import io.chatframe.domain.port.JournalReceipt;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals what the running replies grew by, all of them in one write, and learns by its receipts
 * which were stopped elsewhere and which are no longer this node's. For one thread.
 */
final class JournalWriter {
  private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);

  private final NodeId self;
  private final ReplyJournal journal;
  private final Consumer<Generation> lost;
  private boolean uncertain;

  JournalWriter(NodeId self, ReplyJournal journal, Consumer<Generation> lost) {
    this.self = self;
    this.journal = journal;
    this.lost = lost;
  }

  void write(Collection<Generation> running) {
    Map<ReplyId, Generation> mine = new HashMap<>();
    running.forEach(generation -> mine.put(generation.reply().id(), generation));
    if (mine.isEmpty()) {
      return;
    }
    try {
      if (uncertain) {
        journal
            .journalled(self, mine.keySet())
            .forEach((reply, position) -> at(mine, reply).journalled(position));
      }
      append(mine);
      uncertain = false;
    } catch (StorageUnavailableException e) {
      if (!uncertain) {
        log.warn("Running replies cannot be journalled: the database is unavailable");
      }
      uncertain = true;
    }
  }

  private void append(Map<ReplyId, Generation> mine) {
    var entries = new ArrayList<JournalEntry>();
    for (Generation generation : mine.values()) {
      LiveReply reply = generation.reply();
      int from = generation.journalled();
      int attempt = reply.seed().lineage().attempt();
      entries.add(new JournalEntry(reply.id(), attempt, from, reply.from(from)));
    }
    Map<ReplyId, JournalReceipt> receipts = journal.append(self, entries);
    for (JournalEntry entry : entries) {
      take(at(mine, entry.reply()), entry.from(), entry.piece(), receipts.get(entry.reply()));
    }
  }

  private void take(
      Generation generation, int from, ReplyText piece, @Nullable JournalReceipt receipt) {
    if (receipt == null) {
      if (!generation.ending()) {
        lost.accept(generation);
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
