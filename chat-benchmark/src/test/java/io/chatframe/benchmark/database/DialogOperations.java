package io.chatframe.benchmark.database;

import io.chatframe.benchmark.database.filling.GeneratedText;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Visitor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The operations of {@link io.chatframe.domain.port.DialogRepository}, and the housekeeping. */
final class DialogOperations {
  private static final int PAGE = 20;
  private static final int BATCH = 20;
  private static final int ROUNDS = 20;
  private static final String COMMON = GeneratedText.of(1, 1);

  private final Product plain;
  private final Product observed;
  private final Targets targets;
  private final Work work;

  DialogOperations(Product plain, Product observed, Targets targets) {
    this.plain = plain;
    this.observed = observed;
    this.targets = targets;
    this.work = new Work(plain);
  }

  List<Operation> all() {
    return List.of(
        listing("list", this::usual, Optional.empty()),
        listing("list, 200 dialogs", targets::heavy, Optional.empty()),
        Operation.of("list, second page of 200 dialogs", this::secondPage),
        listing("search, common word", this::usual, Optional.of(COMMON)),
        listing("search, rare word", this::usual, Optional.of(GeneratedText.RARE)),
        listing("search, no hit", this::usual, Optional.of(GeneratedText.ABSENT)),
        listing("search, no hit in 200 dialogs", targets::heavy, Optional.of(GeneratedText.ABSENT)),
        Operation.of(
            "find a dialog",
            n -> {
              var target = targets.usual(n);
              return () ->
                  Work.check(
                      observed.dialogs().find(target.visitor(), target.dialog()).isPresent());
            }),
        reading("read the newest page", targets::usual, false),
        reading("read the newest page, longest dialogs", targets::longest, false),
        reading("read a page to a leaf", targets::usual, true),
        reading("read a page to a leaf, longest dialogs", targets::longest, true),
        Operation.of("read an earlier page, longest dialogs", this::earlierPage),
        Operation.of(
            "dialog of a message",
            n -> {
              var target = targets.usual(n);
              return () ->
                  Work.check(
                      observed.dialogs().dialogOf(target.visitor(), target.question()).isPresent());
            }),
        Operation.of(
            "rename",
            n -> {
              var target = targets.usual(n);
              return () ->
                  Work.check(
                      observed
                          .dialogs()
                          .rename(target.visitor(), target.dialog(), "Another title")
                          .isPresent());
            }),
        Operation.of("delete", this::delete, plain::keepHouse),
        Operation.of("erase", this::erase, plain::keepHouse),
        Operation.of("erasure", n -> () -> observed.dialogs().erasure(targets.usual(n).visitor())),
        Operation.apart("housekeeping, nothing to do", ROUNDS, n -> observed::keepHouse),
        Operation.apart("housekeeping, 20 dialogs changed", ROUNDS, this::changed),
        Operation.apart("housekeeping, 20 dialogs deleted", ROUNDS, this::deleted),
        Operation.apart("housekeeping, a visitor erased", ROUNDS, this::erased),
        Operation.apart("housekeeping, old marks", 3, n -> observed::forget));
  }

  private Visitor usual(int n) {
    return targets.usual(n).visitor();
  }

  private Operation listing(String name, IntFunction<Visitor> visitor, Optional<String> search) {
    return Operation.of(
        name,
        n -> {
          var of = visitor.apply(n);
          return () -> observed.dialogs().list(of, search, Optional.empty(), PAGE);
        });
  }

  private Runnable secondPage(int n) {
    var visitor = targets.heavy(n);
    var first = plain.dialogs().list(visitor, Optional.empty(), Optional.empty(), PAGE);
    Work.check(first.next().isPresent());
    return () -> observed.dialogs().list(visitor, Optional.empty(), first.next(), PAGE);
  }

  private Operation reading(String name, IntFunction<Targets.Target> targets, boolean leaf) {
    return Operation.of(
        name,
        n -> {
          var target = targets.apply(n);
          Optional<MessageId> question = leaf ? Optional.of(target.question()) : Optional.empty();
          return () ->
              Work.check(
                  observed
                      .dialogs()
                      .messages(target.visitor(), target.dialog(), question, Optional.empty(), PAGE)
                      .isPresent());
        });
  }

  private Runnable earlierPage(int n) {
    var target = targets.longest(n);
    var newest =
        plain
            .dialogs()
            .messages(target.visitor(), target.dialog(), Optional.empty(), Optional.empty(), 40)
            .orElseThrow();
    return () ->
        Work.check(
            observed
                .dialogs()
                .messages(target.visitor(), target.dialog(), Optional.empty(), newest.next(), PAGE)
                .isPresent());
  }

  /** Creates a dialog of two turns that are in a search block. */
  private void create(Visitor visitor, DialogId dialog) {
    for (int turn = 0; turn < 2; turn++) {
      work.end(work.ask(visitor, dialog), Work.completed());
    }
  }

  private Runnable delete(int n) {
    var visitor = targets.usual(n).visitor();
    var dialog = Work.newDialog();
    create(visitor, dialog);
    return () -> Work.check(observed.dialogs().delete(visitor, dialog).isPresent());
  }

  private Visitor withDialogs() {
    var visitor = Work.newVisitor();
    for (int i = 0; i < 3; i++) {
      create(visitor, Work.newDialog());
    }
    return visitor;
  }

  private Runnable erase(int n) {
    var visitor = withDialogs();
    return () -> Work.check(observed.dialogs().erase(visitor) == Erasure.RUNNING);
  }

  private Runnable changed(int n) {
    for (int i = 0; i < BATCH; i++) {
      var target = targets.usual(n * BATCH + i);
      work.end(work.ask(target), Work.completed());
    }
    return observed::keepHouse;
  }

  private Runnable deleted(int n) {
    for (int i = 0; i < BATCH; i++) {
      delete(n * BATCH + i).run();
    }
    return observed::keepHouse;
  }

  private Runnable erased(int n) {
    var visitor = withDialogs();
    plain.keepHouse();
    Work.check(plain.dialogs().erase(visitor) == Erasure.RUNNING);
    return observed::keepHouse;
  }
}
