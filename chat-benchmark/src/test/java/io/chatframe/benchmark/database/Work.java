package io.chatframe.benchmark.database;

import io.chatframe.benchmark.database.filling.GeneratedText;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.JournalEntry;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Calls of one node, which remembers the replies that it has begun and not ended. */
final class Work {
  static final int REACH = 100_000;
  static final TokenUsage USAGE = new TokenUsage(900, 500, 0, 150, 0, false);
  static final Optional<Money> COST = Optional.of(new Money(1_200, "USD"));

  private static final String ANSWER = GeneratedText.of(7, 80);
  private static final int TICKS = 20;

  final NodeId node = new NodeId(UUID.randomUUID());
  private final Product product;
  private final List<Reply> running = new ArrayList<>();

  Work(Product product) {
    this.product = product;
  }

  static Visitor newVisitor() {
    return new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  }

  static DialogId newDialog() {
    return new DialogId(UUID.randomUUID());
  }

  NewMessage message(Visitor visitor, DialogId dialog, Place place) {
    return new NewMessage(
        visitor,
        dialog,
        new MessageId(UUID.randomUUID()),
        place,
        "What else is there to say about this?",
        Optional.of("The date is 2026-01-01"),
        "A title",
        newReply());
  }

  NewMessage message(Visitor visitor, DialogId dialog) {
    return message(visitor, dialog, new Place.NewestLeaf());
  }

  NewReply newReply() {
    return new NewReply(new ReplyId(UUID.randomUUID()), node, "model-1", REACH);
  }

  /** Begins a reply; the measured call may be this one. */
  Reply begun(Acceptance acceptance) {
    if (acceptance instanceof Acceptance.Begun(Reply reply, var _)) {
      running.add(reply);
      return reply;
    }
    throw new IllegalStateException("Not begun: " + acceptance.getClass().getSimpleName());
  }

  Reply ask(Visitor visitor, DialogId dialog) {
    return begun(product.replies().accept(message(visitor, dialog)));
  }

  Reply ask(Targets.Target target) {
    return ask(target.visitor(), target.dialog());
  }

  /** Begins a reply that has journalled some text. */
  Reply askAndJournal(Targets.Target target) {
    var reply = ask(target);
    for (int tick = 0; tick < TICKS; tick++) {
      append(reply, tick);
    }
    return reply;
  }

  static JournalEntry entry(Reply reply, int tick) {
    String piece = "some more words of the answer ";
    return new JournalEntry(reply.id(), 1, tick * piece.length(), new ReplyText("", piece));
  }

  private void append(Reply reply, int tick) {
    var _ = product.journal().append(node, List.of(entry(reply, tick)));
  }

  static ReplyText answer() {
    return new ReplyText("", ANSWER);
  }

  static ReplyEnd completed() {
    return ReplyEnd.completed(FinishReason.STOP, Instant.EPOCH).using(Optional.of(USAGE), COST);
  }

  static ReplyEnd stopped() {
    return ReplyEnd.stopped(Instant.EPOCH).using(Optional.of(USAGE), COST);
  }

  void end(Reply reply, ReplyEnd end) {
    running.remove(reply);
    check(product.replies().end(node, reply.id(), 1, answer(), end));
  }

  /** Ends all replies that were begun and are still running. */
  void endAll() {
    for (var reply : List.copyOf(running)) {
      var _ = product.replies().end(node, reply.id(), 1, answer(), completed());
    }
    running.clear();
  }

  static void check(boolean succeeded) {
    if (!succeeded) {
      throw new IllegalStateException("The call has not done what it is measured for");
    }
  }
}
