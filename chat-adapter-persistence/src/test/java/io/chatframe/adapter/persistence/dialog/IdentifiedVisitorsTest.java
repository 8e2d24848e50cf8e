package io.chatframe.adapter.persistence.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.TestVisitor;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a database has to do for visitors who are or become identified. */
@Timeout(60)
final class IdentifiedVisitorsTest {
  private final TestDatabase database = TestDatabase.shared();
  private final TestVisitor asking = new TestVisitor(database.replies());

  @Test
  void letsNoDialogBeginWhileAVisitorBecomesIdentified() {
    asking.end(asking.ask(TestVisitor.newDialog(), "Question"), "Answer");
    var message = asking.message(TestVisitor.newDialog(), "Another");

    assertThat(afterAMove(() -> database.replies().accept(message)))
        .isEqualTo(new Refusal.VisitorErased());
  }

  /** Runs a request during a move, which it has to wait for. */
  private Acceptance afterAMove(Supplier<Acceptance> request) {
    var identified = new Visitor(new VisitorId(UUID.randomUUID()), asking.visitor.assistant());
    CompletableFuture<Acceptance> answer =
        database
            .database()
            .transaction(jdbc -> {
              assertThat(VisitorMove.of(jdbc, asking.visitor, identified)).isTrue();
              var asked = CompletableFuture.supplyAsync(request);
              Awaitility.await().until(() -> asked.isDone() || waits());
              assertThat(asked).isNotDone();
              return asked;
            });
    return answer.join();
  }

  private boolean waits() {
    return !TestDatabase.query(database.address(), "SELECT pid FROM pg_locks WHERE NOT granted")
        .isEmpty();
  }

  @Test
  void keepsTheMarksOfErasuresOfIdentifiedVisitors() {
    String anonymous = "11111111-1111-7111-8111-" + random();
    String identified = "11111111-1111-8111-8111-" + random();
    for (String id : List.of(anonymous, identified)) {
      TestDatabase.execute(
          database.address(),
          """
          INSERT INTO visitor_erasure (visitor, assistant, at, purged_at)
          VALUES ('%s', 'shop', now() - interval '200 days', now() - interval '200 days')
          """
              .formatted(id));
    }

    HousekeepingRound.of(new Housekeeping(database.database(), Duration.ZERO, Duration.ZERO));

    assertThat(
            TestDatabase.query(
                database.address(),
                "SELECT visitor FROM visitor_erasure WHERE visitor IN ('%s', '%s')"
                    .formatted(anonymous, identified)))
        .containsExactly(identified);
  }

  private static String random() {
    return UUID.randomUUID().toString().substring(24);
  }
}
