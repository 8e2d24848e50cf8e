package io.chatframe.adapter.persistence.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.TestVisitor;
import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.connection.Pools;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

/** Housekeeping during concurrent writes and with failing chores, in its own database. */
@Timeout(60)
final class HousekeepingTest {
  private static final TestDatabase DATABASE = new TestDatabase(TestDatabase.empty("housekeeping"));

  private final TestVisitor asking = new TestVisitor(DATABASE.replies());
  private final DialogId dialog = TestVisitor.newDialog();

  @Test
  void missesNoTextOfAReplyThatBeginsWhileDialogsAreLookedFor() {
    asking.end(asking.ask(dialog, "First"), "Answer");
    DATABASE.keepHouse();
    asking.end(asking.ask(dialog, "Second"), "Answer");
    // It reads the size of a dialog's last block before it locks the dialog.
    TestDatabase.execute(
        DATABASE.address(),
        """
        CREATE FUNCTION public.octet_length(bits bytea) RETURNS integer LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock_shared(42);
          RETURN pg_catalog.octet_length(bits);
        END $$
        """);
    var held = TestDatabase.with(DATABASE.address(), "search_path=public,pg_catalog");

    var third = new AtomicReference<Reply>();
    try (var pool = new Database(Pools.main(held, 1))) {
      var rounds = new Housekeeping(pool, Duration.ofHours(1), Duration.ZERO);
      var round =
          DATABASE
              .database()
              .transaction(jdbc -> {
                jdbc.sql("SELECT pg_advisory_xact_lock(42)").query(row -> {});
                var looking = CompletableFuture.runAsync(() -> HousekeepingRound.of(rounds));
                Awaitility.await().until(() -> looking.isDone() || isHeld());
                assertThat(looking).isNotDone();
                third.set(asking.ask(dialog, "Third"));
                return looking;
              });
      round.join();
    }
    asking.end(third.get(), "needle");
    DATABASE.keepHouse();

    assertThat(search("needle")).containsExactly(dialog);
  }

  private static boolean isHeld() {
    return TestDatabase.query(
            DATABASE.address(),
            """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND objid = 42 AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """)
        .equals(List.of("1"));
  }

  @Test
  void waitsForItsStepWhenItIsClosed() throws InterruptedException {
    var rounds = new Housekeeping(DATABASE.database());
    var closing = new Thread(rounds::close);

    DATABASE
        .database()
        .transaction(jdbc -> {
          jdbc.sql("LOCK TABLE dialog IN ACCESS EXCLUSIVE MODE").update();
          rounds.start();
          Awaitility.await().until(HousekeepingTest::isAStepWaiting);
          closing.start();
          Awaitility.await()
              .until(() ->
                  closing.getState() == Thread.State.TIMED_WAITING
                      || closing.getState() == Thread.State.TERMINATED);
          assertThat(closing.isAlive()).isTrue();
          return 0;
        });

    assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
  }

  private static boolean isAStepWaiting() {
    return TestDatabase.query(
            DATABASE.address(),
            "SELECT count(*) FROM pg_locks WHERE relation = 'dialog'::regclass AND NOT granted")
        .equals(List.of("1"));
  }

  @Test
  void keepsSearchesUpToDateAlthoughNothingCanBeDeleted() {
    var deleted = TestVisitor.newDialog();
    asking.end(asking.ask(deleted, "Question"), "Answer");
    DATABASE.dialogs().delete(asking.visitor, deleted);
    asking.end(asking.ask(dialog, "Question"), "Answer");
    TestDatabase.execute(
        DATABASE.address(),
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE EXCEPTION 'refused'; END $$
        """,
        "CREATE TRIGGER refused BEFORE DELETE ON message EXECUTE FUNCTION refuse()");

    try {
      assertThatExceptionOfType(DataAccessException.class).isThrownBy(DATABASE::keepHouse);
    } finally {
      TestDatabase.execute(DATABASE.address(), "DROP TRIGGER refused ON message");
    }

    assertThat(blocks(dialog)).isEqualTo(1);
    DATABASE.keepHouse();
    assertThat(
            TestDatabase.query(
                DATABASE.address(), "SELECT id FROM dialog WHERE id = '" + deleted.value() + "'"))
        .isEmpty();
  }

  @Test
  void leavesADialogAloneWhileItIsTalkedInButNotForEver() throws InterruptedException {
    var patient = new Housekeeping(DATABASE.database(), Duration.ofHours(1), Duration.ofMinutes(1));
    asking.end(asking.ask(dialog, "Question"), "needle");
    patient.round();
    assertThat(blocks(dialog)).isZero();
    assertThat(search("needle")).containsExactly(dialog);

    for (int messages = 2; messages <= 100; messages += 2) {
      asking.end(asking.ask(dialog, "Question"), "Answer");
    }
    patient.round();
    assertThat(blocks(dialog)).isPositive();

    var quiet = TestVisitor.newDialog();
    asking.end(asking.ask(quiet, "Question"), "Answer");
    TestDatabase.execute(
        DATABASE.address(),
        "UPDATE dialog SET updated_at = updated_at - interval '2 minutes' WHERE id = '"
            + quiet.value()
            + "'");
    patient.round();
    assertThat(blocks(quiet)).isEqualTo(1);
  }

  @Test
  void makesABlockOnceHoweverLongTheMessageBeforeItIs() {
    String manyBlocks =
        IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    asking.end(asking.ask(dialog, "Question"), manyBlocks);
    DATABASE.keepHouse();
    long made = blocks(dialog);
    assertThat(made).isGreaterThan(3);

    for (int turn = 0; turn < 5; turn++) {
      asking.end(asking.ask(dialog, "Thanks"), "You are welcome");
      DATABASE.keepHouse();
    }

    assertThat(blocks(dialog)).isEqualTo(made + 1);
    assertThat(search("19999")).containsExactly(dialog);
    assertThat(search("welcome")).containsExactly(dialog);
  }

  @Test
  void leavesNoBlockOfADialogThatANodeOfTheReleaseBeforeDeletes() {
    asking.end(asking.ask(dialog, "Question"), "Answer");
    DATABASE.keepHouse();
    assertThat(blocks(dialog)).isEqualTo(1);

    TestDatabase.execute(
        DATABASE.address(), "DELETE FROM dialog WHERE id = '" + dialog.value() + "'");

    assertThat(blocks(dialog)).isZero();
  }

  @Test
  void leavesNoBlockOfAnErasedVisitorWhoseDialogIsGoneBefore() {
    asking.end(asking.ask(dialog, "Question"), "Answer");
    DATABASE.keepHouse();
    TestDatabase.execute(
        DATABASE.address(),
        "UPDATE search_block SET dialog = gen_random_uuid() WHERE dialog = '"
            + dialog.value()
            + "'");

    DATABASE.dialogs().erase(asking.visitor);
    DATABASE.keepHouse();

    assertThat(DATABASE.dialogs().erasure(asking.visitor)).isEqualTo(Erasure.DONE);
    assertThat(
            TestDatabase.query(
                DATABASE.address(),
                "SELECT n FROM search_block WHERE visitor = '" + asking.visitor.id().value() + "'"))
        .isEmpty();
  }

  private static long blocks(DialogId of) {
    return TestDatabase.query(
            DATABASE.address(), "SELECT n FROM search_block WHERE dialog = '" + of.value() + "'")
        .size();
  }

  private List<DialogId> search(String text) {
    return DATABASE
        .dialogs()
        .list(asking.visitor, Optional.of(text), Optional.empty(), 10)
        .items()
        .stream()
        .map(Dialog::id)
        .toList();
  }
}
