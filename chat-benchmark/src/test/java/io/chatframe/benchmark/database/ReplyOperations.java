package io.chatframe.benchmark.database;

import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.llm.FailedRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The operations of {@link io.chatframe.domain.port.ReplyRepository}. */
final class ReplyOperations {
  private static final int TAKEN_AT_ONCE = 5;
  private static final int MANY_ATTEMPTS = 1_000_000;
  private static final int LONG_TIMES = 60;

  private final Product observed;
  private final Targets targets;
  private final Work work;
  private final Product plain;

  /**
   * @param plain for preparations
   * @param observed for what is measured
   */
  ReplyOperations(Product plain, Product observed, Targets targets) {
    this.plain = plain;
    this.observed = observed;
    this.targets = targets;
    this.work = new Work(plain);
  }

  List<Operation> all() {
    return List.of(
        accepting(
            "accept a first message",
            n -> work.message(targets.usual(n).visitor(), Work.newDialog())),
        accepting(
            "accept a further message",
            n -> work.message(targets.usual(n).visitor(), targets.usual(n).dialog())),
        accepting("accept an edited message", n -> placed(n, Place.Beside::new, true)),
        accepting("accept a message after a reply", n -> placed(n, Place.After::new, false)),
        acceptInLongest(),
        acceptRepeated(),
        acceptRefused(),
        Operation.of("recall", this::recall),
        Operation.of(
            "regenerate",
            n -> {
              var target = targets.usual(n);
              return () ->
                  work.begun(
                      observed
                          .replies()
                          .regenerate(target.visitor(), target.reply(), work.newReply()));
            },
            work::endAll),
        regenerateInLongest(),
        Operation.of("continue", this::continueFrom, work::endAll),
        Operation.of("find a reply", n -> finding(targets.usual(n).reply().message(), n)),
        Operation.of("find a generating reply", this::findGenerating, work::endAll),
        Operation.of(
            "path",
            n -> {
              var target = targets.usual(n);
              return () ->
                  Work.check(!observed.replies().path(target.reply(), Work.REACH).isEmpty());
            }),
        Operation.of(
            "path, longest dialogs",
            n -> {
              var target = targets.longest(n);
              return () ->
                  Work.check(!observed.replies().path(target.reply(), Work.REACH).isEmpty());
            }),
        Operation.of("end a reply", this::end, work::endAll),
        Operation.of("end a reply again", this::endAgain),
        Operation.of("request a stop", this::requestStop, work::endAll),
        Operation.of("owned", n -> () -> observed.replies().owned(new NodeId(DialogRows.OWNER))),
        Operation.of("hand over", this::handOver, this::takeBack),
        takeOver(),
        Operation.of("note", this::note, work::endAll),
        Operation.of("account", this::account, work::endAll));
  }

  private Operation accepting(String name, Function<Integer, NewMessage> message) {
    return Operation.of(
        name,
        n -> {
          var sent = message.apply(n);
          return () -> work.begun(observed.replies().accept(sent));
        },
        work::endAll);
  }

  private NewMessage placed(int n, Function<MessageId, Place> place, boolean question) {
    var target = targets.usual(n);
    return work.message(
        target.visitor(),
        target.dialog(),
        place.apply(question ? target.question() : target.reply().message()));
  }

  private Operation acceptInLongest() {
    return Operation.apart(
        "accept a further message, longest dialogs",
        LONG_TIMES,
        n -> {
          work.endAll();
          var sent = work.message(targets.longest(n).visitor(), targets.longest(n).dialog());
          return () -> work.begun(observed.replies().accept(sent));
        },
        work::endAll);
  }

  private Operation regenerateInLongest() {
    return Operation.apart(
        "regenerate, longest dialogs",
        LONG_TIMES,
        n -> {
          work.endAll();
          var target = targets.longest(n);
          return () ->
              work.begun(
                  observed.replies().regenerate(target.visitor(), target.reply(), work.newReply()));
        },
        work::endAll);
  }

  private Operation acceptRepeated() {
    return Operation.of(
        "accept a repeated message",
        n -> {
          var target = targets.usual(n);
          var sent = work.message(target.visitor(), target.dialog());
          work.end(work.begun(plain.replies().accept(sent)), Work.completed());
          return () -> Work.check(observed.replies().accept(sent) instanceof Acceptance.Repeated);
        });
  }

  private Operation acceptRefused() {
    return Operation.of(
        "accept while a reply is running",
        n -> {
          var target = targets.usual(n);
          var _ = work.ask(target);
          var sent = work.message(target.visitor(), target.dialog());
          return () -> Work.check(observed.replies().accept(sent) instanceof Refusal.ReplyRunning);
        },
        work::endAll);
  }

  private Runnable recall(int n) {
    var target = targets.usual(n);
    var sent = work.message(target.visitor(), target.dialog());
    work.end(work.begun(plain.replies().accept(sent)), Work.completed());
    return () ->
        Work.check(
            observed
                .replies()
                .recall(target.visitor(), target.dialog(), sent.id(), sent.text())
                .isPresent());
  }

  private Runnable continueFrom(int n) {
    var target = targets.usual(n);
    var reply = work.ask(target);
    work.end(reply, Work.stopped());
    return () ->
        work.begun(observed.replies().continueFrom(target.visitor(), reply.id(), work.newReply()));
  }

  private Runnable finding(MessageId reply, int n) {
    var id = new ReplyId(reply.value());
    return () -> Work.check(observed.replies().find(targets.usual(n).visitor(), id).isPresent());
  }

  private Runnable findGenerating(int n) {
    return finding(work.askAndJournal(targets.usual(n)).id().message(), n);
  }

  private Runnable end(int n) {
    var reply = work.askAndJournal(targets.usual(n));
    return () ->
        Work.check(
            observed.replies().end(work.node, reply.id(), 1, Work.answer(), Work.completed()));
  }

  private Runnable endAgain(int n) {
    var reply = work.ask(targets.usual(n));
    work.end(reply, Work.completed());
    return () ->
        Work.check(
            observed.replies().end(work.node, reply.id(), 1, Work.answer(), Work.completed()));
  }

  private Runnable requestStop(int n) {
    var target = targets.usual(n);
    var reply = work.ask(target);
    return () -> Work.check(observed.replies().requestStop(target.visitor(), reply.id()));
  }

  private Runnable handOver(int n) {
    Reply reply = work.ask(targets.usual(n));
    return () -> observed.replies().handOver(work.node, Set.of(reply.id()));
  }

  private void takeBack() {
    for (int left = 1; left > 0; ) {
      var taken = plain.replies().takeOver(NodeId.NOBODY, work.node, 50, MANY_ATTEMPTS);
      taken.forEach(one -> {
        var reply = one.reply();
        int attempt = reply.lineage().attempt();
        Work.check(
            plain.replies().end(work.node, reply.id(), attempt, Work.answer(), Work.completed()));
      });
      left = taken.size();
    }
    work.endAll();
  }

  private Operation takeOver() {
    return Operation.apart(
        "take over 5 replies",
        LONG_TIMES,
        n -> {
          var dead = new Work(plain);
          for (int i = 0; i < TAKEN_AT_ONCE; i++) {
            var _ = dead.askAndJournal(targets.usual(n * TAKEN_AT_ONCE + i));
          }
          return () ->
              Work.check(
                  observed
                          .replies()
                          .takeOver(dead.node, NodeId.NOBODY, TAKEN_AT_ONCE, MANY_ATTEMPTS)
                          .size()
                      == TAKEN_AT_ONCE);
        },
        this::takeBack);
  }

  private Runnable note(int n) {
    var reply = work.ask(targets.usual(n));
    var failures = List.of(new FailedRequest("model-0", "rate-limited"));
    return () -> observed.replies().note(reply.id(), 1, "model-1", failures);
  }

  private Runnable account(int n) {
    var reply = work.ask(targets.usual(n));
    return () -> observed.replies().account(work.node, reply.id(), 1, Work.USAGE, Work.COST);
  }
}
