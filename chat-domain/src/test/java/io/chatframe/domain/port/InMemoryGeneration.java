package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyText;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an {@link InMemoryStore} knows of a reply beside what a visitor sees: its owner and its
 * journal.
 */
final class InMemoryGeneration {
  private final NodeId owner;
  private final Map<Integer, ReplyText> journal = new TreeMap<>();
  private boolean stopRequested;

  InMemoryGeneration(NodeId owner) {
    this.owner = owner;
  }

  NodeId owner() {
    return owner;
  }

  boolean isOwnedBy(NodeId node, Reply reply, int attempt) {
    return owner.equals(node) && reply.lineage().attempt() == attempt;
  }

  void requestStop() {
    stopRequested = true;
  }

  JournalReceipt keep(JournalEntry entry) {
    if (!entry.piece().isEmpty()) {
      journal.putIfAbsent(entry.from(), entry.piece());
    }
    return stopRequested ? JournalReceipt.STOP_REQUESTED : JournalReceipt.KEPT;
  }

  /** The reply with the text that is journalled without a gap. */
  Reply journalled(Reply reply) {
    var text = ReplyText.EMPTY;
    for (var piece : journal.entrySet()) {
      if (piece.getKey() == text.length()) {
        text =
            new ReplyText(
                text.reasoning() + piece.getValue().reasoning(),
                text.text() + piece.getValue().text());
      }
    }
    return with(reply, text, Optional.empty());
  }

  Reply ended(Reply reply, ReplyText text, ReplyEnd end) {
    journal.clear();
    return with(reply, text, Optional.of(exact(end)));
  }

  /** As precise as a database keeps it. */
  static ReplyEnd exact(ReplyEnd end) {
    return new ReplyEnd(
        end.status(),
        end.finishReason(),
        end.usage(),
        end.cost(),
        end.error().map(InMemoryGeneration::exact),
        end.thinking().map(duration -> duration.truncatedTo(ChronoUnit.MILLIS)),
        end.at().truncatedTo(ChronoUnit.MICROS));
  }

  private static ReplyError exact(ReplyError error) {
    return new ReplyError(
        error.code(), error.retryAfter().map(wait -> wait.truncatedTo(ChronoUnit.MILLIS)));
  }

  private static Reply with(Reply reply, ReplyText text, Optional<ReplyEnd> end) {
    return new Reply(
        reply.id(),
        reply.dialog(),
        reply.seq(),
        reply.question(),
        reply.createdAt(),
        reply.model(),
        reply.lineage(),
        text,
        end);
  }
}
