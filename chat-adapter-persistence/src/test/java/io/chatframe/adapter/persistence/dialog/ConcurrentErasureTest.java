package io.chatframe.adapter.persistence.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.TestVisitor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Message;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.ReplyRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests that run concurrently with the deletion of a dialog or an erasure. */
@Timeout(60)
final class ConcurrentErasureTest {
  private final TestDatabase database = TestDatabase.shared();
  private final ReplyRepository replies = database.replies();
  private final DialogRepository dialogs = database.dialogs();
  private final TestVisitor asking = new TestVisitor(replies);
  private final DialogId dialog = TestVisitor.newDialog();

  @Test
  void refusesAMessageThatWaitedForAnErasure() {
    asking.end(asking.ask(dialog, "Question"), "Answer");

    assertThat(afterAnErasure(() -> replies.accept(asking.message(dialog, "Another"))))
        .isEqualTo(new Refusal.VisitorErased());
  }

  @Test
  void findsNothingToRegenerateAfterItWaitedForAnErasure() {
    Reply ended = asking.ask(dialog, "Question");
    asking.end(ended, "Answer");
    var again = asking.reply(new ReplyId(UUID.randomUUID()));

    assertThat(afterAnErasure(() -> replies.regenerate(asking.visitor, ended.id(), again)))
        .isEqualTo(new Refusal.NotFound("reply"));
  }

  /** Runs a request during an erasure, which it has to wait for. */
  private Acceptance afterAnErasure(Supplier<Acceptance> question) {
    CompletableFuture<Acceptance> answer =
        database
            .database()
            .transaction(jdbc -> {
              assertThat(ErasureQueries.begin(jdbc, asking.visitor)).isEqualTo(Erasure.RUNNING);
              var asked = CompletableFuture.supplyAsync(question);
              Awaitility.await().until(() -> asked.isDone() || waiting("advisory"));
              assertThat(asked).isNotDone();
              return asked;
            });
    return answer.join();
  }

  @Test
  void waitsForOneReplyWithoutHoldingAnother() {
    List<ReplyId> ids = List.of(id(2), id(1), id(3));
    ids.forEach(id -> asking.ask(TestVisitor.newDialog(), "Question", id));

    CompletableFuture<Erasure> erasure =
        database
            .database()
            .transaction(jdbc -> {
              // Locked as by a journal writer, which then continues with greater ids.
              assertThat(locked(jdbc, "WHERE id = :id FOR KEY SHARE", id(1))).isEqualTo(1);
              var erasing = CompletableFuture.supplyAsync(() -> dialogs.erase(asking.visitor));
              Awaitility.await().until(() -> waiting("transactionid"));
              assertThat(
                      locked(
                          jdbc,
                          "WHERE id > :id AND id <= " + last() + " FOR KEY SHARE SKIP LOCKED",
                          id(1)))
                  .isEqualTo(2);
              return erasing;
            });

    assertThat(erasure.join()).isEqualTo(Erasure.RUNNING);
    assertThat(replies.owned(asking.node)).isEmpty();
  }

  private static int locked(JdbcClient jdbc, String which, ReplyId id) {
    return jdbc.sql("SELECT id FROM reply " + which)
        .param("id", id.value())
        .query()
        .listOfRows()
        .size();
  }

  private String last() {
    return "'" + id(3).value() + "'";
  }

  /** The ids of this test, in the order of their numbers. */
  private ReplyId id(int number) {
    return new ReplyId(new UUID(asking.node.value().getMostSignificantBits(), number));
  }

  private static boolean waiting(String lock) {
    return TestDatabase.query(
            TestDatabase.shared().address(),
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = '" + lock + "'")
        .equals(List.of("1"));
  }

  @Test
  void readsADialogOfWhichAReplyIsGoneBeforeItsMessage() {
    asking.end(asking.ask(dialog, "First"), "Answer");
    NewMessage second = asking.message(dialog, "Second");
    Reply running = ((Acceptance.Begun) replies.accept(second)).reply();
    takeFromItsOwner(running);

    var page =
        dialogs
            .messages(asking.visitor, dialog, Optional.empty(), Optional.empty(), 9)
            .orElseThrow();

    assertThat(page.items())
        .extracting(PathEntry::message)
        .extracting(Message::seq)
        .containsExactly(1, 2, 3);
    assertThat(replies.accept(second)).isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(replies.recall(asking.visitor, dialog, second.id(), "Second"))
        .contains(new Refusal.NotFound("dialog"));
    assertThat(
            replies.regenerate(
                asking.visitor, running.id(), asking.reply(new ReplyId(UUID.randomUUID()))))
        .isEqualTo(new Refusal.NotFound("reply"));
  }

  /** Deletes the running reply first, as erasures and deletions do. */
  private void takeFromItsOwner(Reply running) {
    database
        .database()
        .statement(jdbc ->
            jdbc.sql("DELETE FROM reply WHERE id = :id")
                .param("id", running.id().value())
                .update());
  }
}
