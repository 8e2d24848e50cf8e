package io.chatframe.adapter.persistence.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows written by a later release, whose schema permits other values. */
final class StoredWordTest {
  private static Database database;

  @BeforeAll
  static void release() {
    var address = TestDatabase.empty("later");
    database = new TestDatabase(address).database();
    TestDatabase.execute(
        address,
        """
        DO $$ DECLARE c record; BEGIN
          FOR c IN SELECT conname, conrelid::regclass AS t FROM pg_constraint
                   WHERE contype = 'c' AND connamespace = 'public'::regnamespace LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname);
          END LOOP; END $$
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "completed, stop, , COMPLETED, STOP, ",
    "completed, tool_use, , COMPLETED, STOP, ",
    "finished, length, , COMPLETED, LENGTH, ",
    "paused, , , INTERRUPTED, , ",
    "completed, , , INTERRUPTED, , ",
    "generating, , , INTERRUPTED, , ",
    "stopped, , , STOPPED, , ",
    "failed, , provider-on-fire, FAILED, , INTERNAL",
    "expired, , too-long, INTERRUPTED, , TOO_LONG",
    "FAILED, , , INTERRUPTED, , ",
  })
  void readsAnEndedReplyAsTheNearestKindThatIsKnown(
      String status,
      @Nullable String finish,
      @Nullable String error,
      ReplyStatus expected,
      @Nullable FinishReason expectedFinish,
      @Nullable ReplyErrorCode expectedError) {
    Reply reply = read("assistant", status, finish, error, true);

    var end = reply.end().orElseThrow();
    assertThat(end.status()).isEqualTo(expected);
    assertThat(end.finishReason().orElse(null)).isEqualTo(expectedFinish);
    assertThat(end.error().map(one -> one.code()).orElse(null)).isEqualTo(expectedError);
    assertThat(reply.text().text()).isEqualTo("stored");
  }

  @Test
  void readsAReplyThatHasNotEndedAsGenerating() {
    assertThat(read("assistant", "queued", null, null, false).end()).isEmpty();
  }

  @Test
  void readsAMessageOfAnUnknownRoleAsAReply() {
    assertThat(read("tool", "completed", "stop", null, true).text().text()).isEqualTo("stored");
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatThisReleaseWrites(ReplyErrorCode code) {
    assertThat(StoredWord.errorCode(code.wireName())).isEqualTo(code);
  }

  private static Reply read(
      String role, String status, @Nullable String finish, @Nullable String error, boolean ended) {
    var dialog = new DialogId(UUID.randomUUID());
    var reply = UUID.randomUUID();
    database.transaction(jdbc -> insert(jdbc, dialog, reply, role, status, finish, error, ended));
    return database.statement(jdbc ->
        (Reply)
            jdbc.sql(MessageQueries.SELECT + "WHERE m.id = :id")
                .param("id", reply)
                .query(MessageQueries::message)
                .single());
  }

  private static int insert(
      JdbcClient jdbc,
      DialogId dialog,
      UUID reply,
      String role,
      String status,
      @Nullable String finish,
      @Nullable String error,
      boolean ended) {
    return jdbc.sql(
            """
            WITH d AS (
              INSERT INTO dialog (id, visitor, assistant, title, created_at, updated_at)
              VALUES (:dialog, gen_random_uuid(), 'default', '', now(), now()) RETURNING id),
            q AS (
              INSERT INTO message (id, dialog, seq, role, text, created_at)
              SELECT gen_random_uuid(), id, 1, 'visitor', 'asked', now() FROM d RETURNING id),
            m AS (
              INSERT INTO message (id, dialog, seq, parent, role, text, created_at)
              SELECT :reply, :dialog, 2, q.id, :role, 'stored', now() FROM q RETURNING id),
            r AS (
              INSERT INTO reply (id, dialog, owner, model, status, finish_reason, error, ended_at)
              SELECT id, :dialog, gen_random_uuid(), 'm', :status, :finish, :error,
                     CASE WHEN :ended THEN now() END FROM m RETURNING id)
            INSERT INTO attempt (reply, n, base, model, started_at) SELECT id, 1, 0, 'm', now() FROM r
            """)
        .param("dialog", dialog.value())
        .param("reply", reply)
        .param("role", role)
        .param("status", status)
        .param("finish", finish)
        .param("error", error)
        .param("ended", ended)
        .update();
  }
}
