package io.chatframe.adapter.persistence.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.TestVisitor;
import io.chatframe.adapter.persistence.connection.CountedStatements;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replies that end while the end of another is being stored. */
@Timeout(60)
final class ReplyEndsTest {
  private static final String CANNOT_BE_STORED = "\0";

  private final TestDatabase database = TestDatabase.shared();
  private final CountedStatements counted = new CountedStatements(database.address());
  private final TestVisitor asking = new TestVisitor(new JdbcReplyRepository(counted.database()));
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void close() {
    counted.close();
  }

  @Test
  void areStoredByOneStatement() {
    List<Reply> replies = Stream.generate(this::ask).limit(30).toList();

    List<String> sent =
        counted.of(() -> {
          var ended = endAll(replies.stream().map(reply -> Map.entry(reply, "Answer")).toList());
          assertThat(ended).hasSize(30).containsOnly("true");
          return ended;
        });

    assertThat(sent).hasSize(2);
    assertThat(replies).extracting(this::text).containsOnly("Answer");
  }

  @Test
  void areStoredThoughOneOfThemCannotBe() {
    List<Reply> replies = Stream.generate(this::ask).limit(4).toList();

    var ended =
        endAll(
            List.of(
                Map.entry(replies.get(0), "Answer"),
                Map.entry(replies.get(1), "Answer"),
                Map.entry(replies.get(2), CANNOT_BE_STORED),
                Map.entry(replies.get(3), "Answer")));

    assertThat(ended).hasSize(4);
    assertThat(ended.subList(0, 2)).containsOnly("true");
    assertThat(ended.get(2)).contains("DataIntegrityViolationException");
    assertThat(ended.get(3)).isEqualTo("true");
    assertThat(replies).extracting(this::text).containsExactly("Answer", "Answer", "", "Answer");
  }

  @Test
  void areRefusedAtOnceIfTheFirstFindsTheDatabaseUnavailable() {
    List<Reply> replies = Stream.generate(this::ask).limit(5).toList();
    var ends = replies.stream().map(reply -> Map.entry(reply, "Answer")).toList();

    List<String> sent =
        counted.of(() -> {
          List<String> outcomes =
              whileLocked(ends, outcome -> outcome.stream().map(ReplyEndsTest::get).toList());
          assertThat(outcomes)
              .hasSize(5)
              .allSatisfy(outcome -> assertThat(outcome).contains("StorageUnavailableException"));
          return outcomes;
        });

    assertThat(sent).hasSize(1);
  }

  @Test
  void waitForNoLockOfAnother() {
    var visitor = new TestVisitor(new JdbcReplyRepository(database.database()));
    Reply locked = visitor.ask(TestVisitor.newDialog(), "Question");
    Reply free = visitor.ask(TestVisitor.newDialog(), "Question");

    FutureTask<Boolean> late =
        database
            .database()
            .transaction(jdbc -> {
              lock(jdbc, locked.dialog());
              FutureTask<Boolean> waiting = start(() -> visitor.end(locked, "Late"));
              Awaitility.await().until(() -> isWaitedFor("transactionid"));
              assertThat(get(start(() -> visitor.end(free, "Answer")))).isEqualTo("true");
              assertThat(waiting).isNotDone();
              return waiting;
            });

    assertThat(get(late)).isEqualTo("true");
    assertThat(database.replies().find(visitor.visitor, locked.id()).orElseThrow().text().text())
        .isEqualTo("Late");
  }

  private Reply ask() {
    return asking.ask(TestVisitor.newDialog(), "Question");
  }

  private String text(Reply reply) {
    return database.replies().find(asking.visitor, reply.id()).orElseThrow().text().text();
  }

  /** Ends replies while the first of them has to wait for a lock; returns their outcomes. */
  private List<String> endAll(List<Map.Entry<Reply, String>> ends) {
    return whileLocked(ends, outcomes -> outcomes).stream().map(ReplyEndsTest::get).toList();
  }

  /** Does something with ends of which the first waits for a lock, and the others for the first. */
  private <T> T whileLocked(
      List<Map.Entry<Reply, String>> ends, Function<List<FutureTask<Boolean>>, T> then) {
    return database
        .database()
        .transaction(jdbc -> {
          jdbc.sql("LOCK TABLE reply_journal IN ACCESS EXCLUSIVE MODE").update();
          List<FutureTask<Boolean>> outcomes = new ArrayList<>();
          for (var end : ends) {
            outcomes.add(start(() -> asking.end(end.getKey(), end.getValue())));
            if (outcomes.size() == 1) {
              Awaitility.await().until(() -> isWaitedFor("relation"));
            }
          }
          Awaitility.await()
              .until(() ->
                  threads.stream().skip(1).allMatch(t -> t.getState() == Thread.State.WAITING));
          return then.apply(outcomes);
        });
  }

  private FutureTask<Boolean> start(Callable<Boolean> end) {
    var task = new FutureTask<>(end);
    threads.add(Thread.ofPlatform().daemon().start(task));
    return task;
  }

  private static String get(FutureTask<Boolean> task) {
    try {
      return task.get().toString();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static void lock(JdbcClient jdbc, DialogId dialog) {
    jdbc.sql("SELECT id FROM dialog WHERE id = :id FOR UPDATE")
        .param("id", dialog.value())
        .query()
        .listOfRows();
  }

  private static boolean isWaitedFor(String lock) {
    return TestDatabase.query(
            TestDatabase.shared().address(),
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = '" + lock + "'")
        .equals(List.of("1"));
  }
}
