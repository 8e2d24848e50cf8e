package io.chatframe.domain.port;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An in-memory store for tests: keeps every promise of the six ports it implements except
 * durability. Each method is atomic.
 */
public final class InMemoryStore extends InMemoryDialogStore
    implements ReplyRepository, ReplyJournal, NodeRepository {
  private final Map<NodeId, Instant> leases = new HashMap<>();
  private boolean full;
  private boolean roomUnknown;
  private final Map<ReplyId, List<FailedRequest>> notes = new HashMap<>();
  private final InMemoryBudgets budgets;

  public InMemoryStore(TimeSource time) {
    super(time);
    this.budgets = new InMemoryBudgets(this, time);
  }

  /** The budgets of which its replies are paid. */
  public InMemoryBudgets budgets() {
    return budgets;
  }

  @Override
  public synchronized Acceptance accept(NewMessage message) {
    requireAvailable();
    if (erased.containsKey(message.visitor())) {
      return new Refusal.VisitorErased();
    }
    var dialog = dialogs.get(message.dialog());
    if (tombstones.contains(message.dialog())
        || (dialog == null
            ? !(message.place() instanceof Place.NewestLeaf)
            : !dialog.visitor.equals(message.visitor()))) {
      return new Refusal.NotFound("dialog");
    }
    var known = message(message.id());
    if (known.isPresent()) {
      return repeat(known.get(), message.dialog(), message.text());
    }
    if (message(message.reply().id().message()).isPresent()
        || message.reply().id().message().equals(message.id())) {
      return new Refusal.IdTaken();
    }
    if (dialog != null && !dialog.has(message.place())) {
      return new Refusal.NotFound("dialog");
    }
    var running = dialog == null ? Optional.<ReplyId>empty() : dialog.running();
    if (running.isPresent()) {
      return new Refusal.ReplyRunning(running.get());
    }
    return budgets.refusal(message, dialog).orElseGet(() -> begin(message));
  }

  @Override
  public synchronized Optional<Acceptance> recall(
      Visitor visitor, DialogId dialog, MessageId message, String text) {
    requireAvailable();
    var known = message(message).filter(m -> owned(visitor, m.dialog()).isPresent());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    var addressed = dialogs.get(dialog);
    boolean closed =
        tombstones.contains(dialog) || (addressed != null && !addressed.visitor.equals(visitor));
    return Optional.of(closed ? new Refusal.NotFound("dialog") : repeat(known.get(), dialog, text));
  }

  @Override
  public synchronized Acceptance regenerate(Visitor visitor, ReplyId beside, NewReply reply) {
    return begin(visitor, beside, reply, false);
  }

  @Override
  public synchronized Acceptance continueFrom(Visitor visitor, ReplyId ended, NewReply reply) {
    return begin(visitor, ended, reply, true);
  }

  private Acceptance begin(Visitor visitor, ReplyId beside, NewReply reply, boolean continues) {
    requireAvailable();
    var old = find(visitor, beside);
    if (old.isEmpty()) {
      return new Refusal.NotFound("reply");
    }
    var known = message(reply.id().message());
    if (known.isPresent()) {
      return known.get() instanceof Reply other && other.question().equals(old.get().question())
          ? new Acceptance.Repeated(read(other))
          : new Refusal.IdTaken();
    }
    var dialog = stored(old.get().dialog());
    var running = dialog.running();
    if (running.isPresent()) {
      return new Refusal.ReplyRunning(running.get());
    }
    if (continues && !old.get().continuable()) {
      return new Refusal.NotContinuable();
    }
    var kept = continues ? old.get().text().text() : "";
    return budgets
        .refusal(reply, dialog.path(old.get().question(), reply.reach()), kept)
        .orElseGet(() -> begin(dialog, old.get().question(), reply, kept));
  }

  @Override
  public synchronized Optional<Reply> find(Visitor visitor, ReplyId reply) {
    requireAvailable();
    return reply(reply).filter(r -> owned(visitor, r.dialog()).isPresent()).map(this::read);
  }

  @Override
  public synchronized List<Message> path(ReplyId reply, int reach) {
    requireAvailable();
    return reply(reply)
        .map(known -> stored(known.dialog()).path(known.question(), reach))
        .orElse(List.of());
  }

  @Override
  public synchronized boolean end(
      NodeId owner, ReplyId reply, int attempt, ReplyText text, ReplyEnd end) {
    requireAvailable();
    var stored = reply(reply);
    if (stored.isEmpty() || !generation(reply).isOwnedBy(owner, stored.get(), attempt)) {
      return false;
    }
    var known = stored.get().end();
    if (known.isPresent()) {
      var given = InMemoryGeneration.exact(end).using(known.get().usage(), known.get().cost());
      return known.get().equals(given) && stored.get().text().equals(text);
    }
    store(stored.get(), text, end);
    return true;
  }

  @Override
  public synchronized boolean requestStop(Visitor visitor, ReplyId reply) {
    requireAvailable();
    var generating = find(visitor, reply).filter(r -> r.end().isEmpty());
    generating.ifPresent(r -> generation(reply).requestStop());
    return generating.isPresent();
  }

  @Override
  public synchronized Set<ReplyId> owned(NodeId owner) {
    requireAvailable();
    return generating()
        .map(Reply::id)
        .filter(id -> generation(id).owner().equals(owner))
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized void handOver(NodeId owner, Set<ReplyId> replies) {
    requireAvailable();
    owned(owner).stream()
        .filter(replies::contains)
        .map(this::generation)
        .forEach(InMemoryGeneration::handOver);
  }

  @Override
  public synchronized List<TakenReply> takeOver(
      NodeId dead, NodeId taker, int atMost, int lastAttempt) {
    requireAvailable();
    return generating()
        .filter(r -> generation(r.id()).owner().equals(dead))
        .limit(atMost)
        .toList()
        .stream()
        .map(orphan -> taken(orphan, taker, lastAttempt))
        .toList();
  }

  private TakenReply taken(Reply orphan, NodeId taker, int lastAttempt) {
    var generation = generation(orphan.id());
    var lost = generation.lost(orphan);
    var next = generation.takenOver(orphan, taker, lastAttempt);
    var dialog = stored(orphan.dialog());
    dialog.put(next, now());
    return new TakenReply(dialog.visitor, next, lost, generation.stopRequested());
  }

  @Override
  public synchronized void note(
      ReplyId reply, int attempt, String model, List<FailedRequest> failures) {
    requireAvailable();
    reply(reply)
        .ifPresent(known -> {
          notes.put(known.id(), failures);
          generation(reply).note(attempt, model);
        });
  }

  /** The model of a reply's latest attempt. */
  public synchronized String model(ReplyId reply) {
    return generation(reply).model();
  }

  /** The failed requests noted for a reply. */
  public synchronized List<FailedRequest> noted(ReplyId reply) {
    return notes.getOrDefault(reply, List.of());
  }

  @Override
  public synchronized void account(
      NodeId owner, ReplyId reply, int attempt, TokenUsage usage, Optional<Money> cost) {
    requireAvailable();
    generating(owner, reply).ifPresent(r -> generation(reply).account(attempt, usage, cost));
  }

  @Override
  public synchronized Map<ReplyId, ReplyText> grown(Map<ReplyId, Cursor> readers) {
    requireAvailable();
    var growths = new HashMap<ReplyId, ReplyText>();
    readers.forEach((id, cursor) ->
        reply(id)
            .filter(r -> r.end().isEmpty() && r.lineage().attempt() == cursor.attempt())
            .ifPresent(r -> growths.put(id, generation(id).after(r, cursor.position()))));
    return growths;
  }

  @Override
  public synchronized Map<ReplyId, JournalReceipt> append(
      NodeId owner, List<JournalEntry> entries) {
    requireAvailable();
    var receipts = new HashMap<ReplyId, JournalReceipt>();
    for (var entry : entries) {
      generating(owner, entry.reply())
          .filter(reply -> reply.lineage().attempt() == entry.attempt())
          .ifPresent(reply -> receipts.put(reply.id(), generation(reply.id()).keep(entry)));
    }
    return receipts;
  }

  @Override
  public synchronized Map<ReplyId, Integer> journalled(NodeId owner, Set<ReplyId> replies) {
    requireAvailable();
    var positions = new HashMap<ReplyId, Integer>();
    for (var reply : replies) {
      generating(owner, reply).ifPresent(r -> positions.put(reply, read(r).text().length()));
    }
    return positions;
  }

  @Override
  public synchronized void renew(NodeId node) {
    requireAvailable();
    var last = leases.get(node);
    var stamp = now();
    // A stopped test clock must not make a live node look dead: a renewal always changes the stamp.
    leases.put(node, stamp.equals(last) ? stamp.plus(1, ChronoUnit.MICROS) : stamp);
  }

  @Override
  public synchronized Map<NodeId, Instant> stamps() {
    requireAvailable();
    var stamps = new HashMap<>(leases);
    generating().forEach(r -> stamps.putIfAbsent(generation(r.id()).owner(), Instant.EPOCH));
    return Map.copyOf(stamps);
  }

  /** Sets whether the disk is full; leases can still be renewed. */
  public synchronized void full(boolean value) {
    full = value;
  }

  /** Sets whether checks of the free space fail, although everything else works. */
  public synchronized void roomUnknown(boolean value) {
    roomUnknown = value;
  }

  @Override
  public synchronized void checkRoom() {
    requireAvailable();
    if (roomUnknown) {
      throw new StorageUnavailableException(
          "The store was made to tell nothing", new IllegalStateException("unknown"));
    }
    if (full) {
      throw new StorageFullException("The store was made full", new IllegalStateException("full"));
    }
  }

  @Override
  public synchronized void release(NodeId node) {
    requireAvailable();
    leases.remove(node);
  }

  private Acceptance begin(NewMessage message) {
    var dialog =
        dialogs.computeIfAbsent(
            message.dialog(),
            id -> new InMemoryDialog(id, message.visitor(), message.title(), now()));
    var question =
        new VisitorMessage(
            message.id(),
            dialog.id,
            dialog.nextSeq(),
            dialog.parent(message.place()),
            message.text(),
            message.context(),
            now());
    dialog.put(question, now());
    return begin(dialog, question.id(), message.reply(), "");
  }

  private Acceptance begin(InMemoryDialog dialog, MessageId question, NewReply reply, String kept) {
    var begun =
        new Reply(
            reply.id(),
            dialog.id,
            dialog.nextSeq(),
            question,
            now(),
            reply.model(),
            Lineage.first(),
            ReplyText.EMPTY,
            Optional.empty());
    dialog.put(begun, now());
    var generation = new InMemoryGeneration(reply.owner(), reply.model(), kept.length());
    generation.keep(new JournalEntry(reply.id(), 1, 0, new ReplyText("", kept)));
    generations.put(reply.id(), generation);
    return new Acceptance.Begun(read(begun), dialog.path(question, reply.reach()));
  }

  private Acceptance repeat(Message known, DialogId dialog, String text) {
    boolean same =
        known instanceof VisitorMessage question
            && question.dialog().equals(dialog)
            && question.text().equals(text);
    return same
        ? new Acceptance.Repeated(read(stored(dialog).firstReplyTo(known.messageId())))
        : new Refusal.IdTaken();
  }

  private void store(Reply reply, ReplyText text, ReplyEnd end) {
    stored(reply.dialog()).put(generation(reply.id()).ended(reply, text, end), now());
  }

  private InMemoryDialog stored(DialogId dialog) {
    return Optional.ofNullable(dialogs.get(dialog)).orElseThrow();
  }

  private Stream<Reply> generating() {
    return dialogs.values().stream()
        .flatMap(InMemoryDialog::replies)
        .filter(reply -> reply.end().isEmpty());
  }

  private Optional<Reply> generating(NodeId owner, ReplyId id) {
    return reply(id).filter(reply -> reply.end().isEmpty() && generation(id).owner().equals(owner));
  }
}
