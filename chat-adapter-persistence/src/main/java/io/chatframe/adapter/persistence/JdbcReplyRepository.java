package io.chatframe.adapter.persistence;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Money;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.TokenUsage;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.ReplyRepository;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Replies in PostgreSQL. Whoever changes one holds its dialog's row, then its own, in this order.
 */
final class JdbcReplyRepository implements ReplyRepository {
  /** Few enough that their end fits into one short transaction. */
  private static final int INTERRUPTED_AT_ONCE = 50;

  private final Database database;

  JdbcReplyRepository(Database database) {
    this.database = database;
  }

  @Override
  public Acceptance accept(NewMessage message) {
    return database.transaction(
        jdbc -> new ReplyBeginning(jdbc).accept(message), Acceptance.Begun.class::isInstance);
  }

  @Override
  public Optional<Acceptance> recall(
      Visitor visitor, DialogId dialog, MessageId message, String text) {
    return database.transaction(
        jdbc -> new ReplyBeginning(jdbc).recall(visitor, dialog, message, text));
  }

  @Override
  public Acceptance regenerate(Visitor visitor, ReplyId beside, NewReply reply) {
    return database.transaction(
        jdbc -> new ReplyBeginning(jdbc).regenerate(visitor, beside, reply),
        Acceptance.Begun.class::isInstance);
  }

  @Override
  public Acceptance continueFrom(Visitor visitor, ReplyId ended, NewReply reply) {
    return database.transaction(
        jdbc -> new ReplyBeginning(jdbc).continueFrom(visitor, ended, reply),
        Acceptance.Begun.class::isInstance);
  }

  @Override
  public Optional<Reply> find(Visitor visitor, ReplyId reply) {
    return database.statement(jdbc ->
        jdbc.sql(
                MessageRow.SELECT
                    + """
                    JOIN dialog d ON d.id = m.dialog
                    WHERE r.id = :id AND d.visitor = :visitor AND d.assistant = :assistant
                    """)
            .param("id", reply.value())
            .param("visitor", visitor.id().value())
            .param("assistant", visitor.assistant().value())
            .query(MessageRow::reply)
            .optional());
  }

  @Override
  public boolean end(NodeId owner, ReplyId reply, int attempt, ReplyText text, ReplyEnd end) {
    var exact = exact(end);
    return database.transaction(jdbc -> {
      var known = lock(jdbc, owner, reply, attempt);
      if (known.isPresent() && known.get().end().isEmpty()) {
        store(jdbc, known.get(), text, exact);
      }
      return known.isPresent()
          && known.get().end().map(exact::equals).orElse(true)
          && (known.get().end().isEmpty() || known.get().text().equals(text));
    });
  }

  @Override
  public boolean requestStop(Visitor visitor, ReplyId reply) {
    return database.statement(jdbc ->
        jdbc.sql(
                    """
                    UPDATE reply r SET stop_requested = true FROM dialog d
                    WHERE r.id = :id AND r.status = 'generating' AND d.id = r.dialog
                      AND d.visitor = :visitor AND d.assistant = :assistant
                    """)
                .param("id", reply.value())
                .param("visitor", visitor.id().value())
                .param("assistant", visitor.assistant().value())
                .update()
            == 1);
  }

  @Override
  public List<ReplyId> interrupt(NodeId dead) {
    var interrupted = new ArrayList<ReplyId>();
    List<ReplyId> some;
    do {
      some = database.transaction(jdbc -> interruptSome(jdbc, dead));
      interrupted.addAll(some);
    } while (some.size() == INTERRUPTED_AT_ONCE);
    return List.copyOf(interrupted);
  }

  private static Optional<Reply> lock(JdbcClient jdbc, NodeId owner, ReplyId reply, int attempt) {
    jdbc.sql(
            "SELECT id FROM dialog WHERE id = (SELECT dialog FROM reply WHERE id = :id) FOR UPDATE")
        .param("id", reply.value())
        .query(UUID.class)
        .optional();
    boolean owned =
        jdbc.sql(
                """
                SELECT id FROM reply
                WHERE id = :id AND owner = :owner AND attempt = :attempt FOR UPDATE
                """)
            .param("id", reply.value())
            .param("owner", owner.value())
            .param("attempt", attempt)
            .query(UUID.class)
            .optional()
            .isPresent();
    return owned ? Optional.of(locked(jdbc, reply)) : Optional.empty();
  }

  /** Of two nodes that do this at once one passes over the dialogs the other has locked. */
  private static List<ReplyId> interruptSome(JdbcClient jdbc, NodeId dead) {
    var dialogs =
        jdbc.sql(
                """
                SELECT id FROM dialog
                WHERE id IN (SELECT dialog FROM reply WHERE owner = :dead AND status = 'generating')
                ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
                """)
            .param("dead", dead.value())
            .param("limit", INTERRUPTED_AT_ONCE)
            .query(MessageRow::id)
            .list();
    var replies =
        jdbc.sql(
                """
                SELECT id FROM reply
                WHERE dialog = ANY (:dialogs::uuid[]) AND owner = :dead AND status = 'generating'
                ORDER BY id FOR UPDATE
                """)
            .param("dialogs", new SqlArrayValue("uuid", dialogs.toArray()))
            .param("dead", dead.value())
            .query(MessageRow::id)
            .list();
    var end = interruption(jdbc);
    for (var id : replies) {
      var reply = locked(jdbc, new ReplyId(id));
      store(jdbc, reply, reply.text(), end);
    }
    return replies.stream().map(ReplyId::new).toList();
  }

  private static ReplyEnd interruption(JdbcClient jdbc) {
    return new ReplyEnd(
        ReplyStatus.INTERRUPTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(ReplyError.of(ReplyErrorCode.INTERRUPTED)),
        Optional.empty(),
        jdbc.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single().toInstant());
  }

  private static Reply locked(JdbcClient jdbc, ReplyId reply) {
    return jdbc.sql(MessageRow.SELECT + "WHERE m.id = :id")
        .param("id", reply.value())
        .query(MessageRow::reply)
        .single();
  }

  private static void store(JdbcClient jdbc, Reply reply, ReplyText text, ReplyEnd end) {
    jdbc.sql("UPDATE message SET text = :text WHERE id = :id")
        .param("id", reply.id().value())
        .param("text", text.text())
        .update();
    storeEnd(jdbc, reply.id(), text.reasoning(), end);
    end.usage().ifPresent(usage -> storeUsage(jdbc, reply, usage, end.cost()));
    jdbc.sql("DELETE FROM reply_journal WHERE reply = :id")
        .param("id", reply.id().value())
        .update();
    jdbc.sql("UPDATE dialog SET updated_at = clock_timestamp() WHERE id = :id")
        .param("id", reply.dialog().value())
        .update();
  }

  private static void storeEnd(JdbcClient jdbc, ReplyId reply, String reasoning, ReplyEnd end) {
    jdbc.sql(
            """
            UPDATE reply SET reasoning = :reasoning, status = :status, finish_reason = :finishReason,
              error = :error, retry_after_ms = :retryAfter, thinking_ms = :thinking, ended_at = :at
            WHERE id = :id
            """)
        .param("id", reply.value())
        .param("reasoning", reasoning)
        .param("status", end.status().wireName())
        .param("finishReason", end.finishReason().map(FinishReason::wireName).orElse(null))
        .param("error", end.error().map(error -> error.code().wireName()).orElse(null))
        .param(
            "retryAfter",
            end.error().flatMap(ReplyError::retryAfter).map(Duration::toMillis).orElse(null))
        .param("thinking", end.thinking().map(Duration::toMillis).orElse(null))
        .param("at", MessageRow.stamp(end.at()))
        .update();
  }

  private static void storeUsage(
      JdbcClient jdbc, Reply reply, TokenUsage usage, Optional<Money> cost) {
    jdbc.sql(
            """
            UPDATE attempt SET input = :input, cached_input = :cachedInput, output = :output,
              reasoning = :reasoning, estimated = :estimated,
              cost_micros = :cost, currency = :currency
            WHERE reply = :id AND n = :attempt
            """)
        .param("id", reply.id().value())
        .param("attempt", reply.lineage().attempt())
        .param("input", usage.input())
        .param("cachedInput", usage.cachedInput())
        .param("output", usage.output())
        .param("reasoning", usage.reasoning())
        .param("estimated", usage.estimated())
        .param("cost", cost.map(Money::micros).orElse(null))
        .param("currency", cost.map(Money::currency).orElse(null))
        .update();
  }

  /** As precise as the columns are, so that what is read back equals what was stored. */
  private static ReplyEnd exact(ReplyEnd end) {
    return new ReplyEnd(
        end.status(),
        end.finishReason(),
        end.usage(),
        end.cost(),
        end.error()
            .map(error ->
                new ReplyError(
                    error.code(),
                    error.retryAfter().map(wait -> wait.truncatedTo(ChronoUnit.MILLIS)))),
        end.thinking().map(duration -> duration.truncatedTo(ChronoUnit.MILLIS)),
        end.at().truncatedTo(ChronoUnit.MICROS));
  }
}
