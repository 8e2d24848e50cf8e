package io.chatframe.domain.port;

import io.chatframe.domain.Lineage;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of a reply in an {@link InMemoryStore} that visitors do not see: its owner and journal.
 */
final class InMemoryGeneration {
  private NodeId owner;
  private final NavigableMap<Integer, ReplyText> journal = new TreeMap<>();
  private final Map<Integer, TokenUsage> usages = new TreeMap<>();
  private final Map<Integer, Money> costs = new TreeMap<>();
  private boolean stopRequested;

  private String model;
  private int begun;

  /**
   * @param begun the length of the reply's initial text
   */
  InMemoryGeneration(NodeId owner, String model, int begun) {
    this.owner = owner;
    this.model = model;
    this.begun = begun;
  }

  /** The attempt that was lost with its node. */
  LostAttempt lost(Reply reply) {
    return new LostAttempt(model, begun, journalled(reply).text());
  }

  String model() {
    return model;
  }

  void note(int attempt, String noted) {
    if (!usages.containsKey(attempt)) {
      model = noted;
    }
  }

  NodeId owner() {
    return owner;
  }

  boolean isOwnedBy(NodeId node, Reply reply, int attempt) {
    return owner.equals(node) && reply.lineage().attempt() == attempt;
  }

  void handOver() {
    owner = NodeId.NOBODY;
  }

  boolean stopRequested() {
    return stopRequested;
  }

  /** The reply in its next attempt, with the text that it keeps. */
  Reply takenOver(Reply reply, NodeId taker, int lastAttempt) {
    owner = taker;
    var known = journalled(reply);
    boolean goesOn = !stopRequested && reply.lineage().attempt() < lastAttempt;
    boolean anew = goesOn && known.text().text().isEmpty();
    var kept = anew ? ReplyText.EMPTY : known.text();
    journal.clear();
    if (!kept.isEmpty()) {
      journal.put(0, kept);
    }
    model = reply.model();
    begun = kept.length();
    var next = reply.lineage().next(kept.length());
    return with(reply, next, kept, Optional.empty());
  }

  void account(int attempt, TokenUsage usage, Optional<Money> cost) {
    if (usages.putIfAbsent(attempt, usage) == null) {
      cost.ifPresent(money -> costs.put(attempt, money));
    }
  }

  boolean isAccounted(int attempt) {
    return usages.containsKey(attempt);
  }

  /** What an attempt cost, in millionths. */
  long cost(int attempt) {
    return Optional.ofNullable(costs.get(attempt)).map(Money::micros).orElse(0L);
  }

  ReplyText after(Reply reply, int position) {
    var text = journalled(reply).text();
    int split = text.reasoning().length();
    return position >= text.length()
        ? ReplyText.EMPTY
        : position < split
            ? new ReplyText(text.reasoning().substring(position), text.text())
            : new ReplyText("", text.text().substring(position - split));
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
    return with(reply, reply.lineage(), text, Optional.empty());
  }

  Reply ended(Reply reply, ReplyText text, ReplyEnd end) {
    journal.clear();
    end.usage().ifPresent(usage -> account(reply.lineage().attempt(), usage, end.cost()));
    return with(reply, reply.lineage(), text, Optional.of(exact(end).using(usage(), cost())));
  }

  private Optional<TokenUsage> usage() {
    return usages.values().stream()
        .reduce((a, b) ->
            new TokenUsage(
                a.input() + b.input(),
                a.cachedInput() + b.cachedInput(),
                a.cacheWritten() + b.cacheWritten(),
                a.output() + b.output(),
                a.reasoning() + b.reasoning(),
                a.estimated() || b.estimated()));
  }

  private Optional<Money> cost() {
    return costs.size() < usages.size()
        ? Optional.empty()
        : costs.values().stream()
            .reduce((a, b) -> new Money(a.micros() + b.micros(), a.currency()));
  }

  /** Truncates to a database's precision. */
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

  private static Reply with(Reply reply, Lineage lineage, ReplyText text, Optional<ReplyEnd> end) {
    return new Reply(
        reply.id(),
        reply.dialog(),
        reply.seq(),
        reply.question(),
        reply.createdAt(),
        reply.model(),
        lineage,
        text,
        end);
  }
}
