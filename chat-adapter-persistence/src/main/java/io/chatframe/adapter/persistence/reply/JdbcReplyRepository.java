package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.dialog.DialogQueries;
import io.chatframe.adapter.persistence.dialog.MessagePath;
import io.chatframe.adapter.persistence.row.ArrayParameter;
import io.chatframe.adapter.persistence.row.AttemptUse;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.TakenReply;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replies in PostgreSQL. A change locks first the dialog's row, then the reply's. */
public final class JdbcReplyRepository implements ReplyRepository {
  private final Database database;
  private final ReplyEnds ends;

  public JdbcReplyRepository(Database database) {
    this.database = database;
    this.ends = new ReplyEnds(database);
  }

  @Override
  public Acceptance accept(NewMessage message) {
    try {
      return database.statement(jdbc -> new ReplyBeginning(jdbc).accept(message));
    } catch (DuplicateKeyException e) {
      return new Refusal.IdTaken();
    }
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
                MessageQueries.SELECT
                    + """
                    JOIN dialog d ON d.id = m.dialog
                    WHERE r.id = :id AND
                    """
                    + DialogQueries.MINE)
            .param("id", reply.value())
            .params(DialogQueries.parameters(visitor))
            .query(MessageQueries::reply)
            .optional());
  }

  @Override
  public List<Message> path(ReplyId reply, int reach) {
    return database.transaction(jdbc ->
        question(jdbc, reply)
            .map(asked -> new MessagePath(jdbc, asked.dialog()).upTo(asked.seq(), reach))
            .orElse(List.of()));
  }

  private record Question(DialogId dialog, int seq) {}

  private static Optional<Question> question(JdbcClient jdbc, ReplyId reply) {
    return jdbc.sql(
            """
            SELECT q.dialog, q.seq FROM message m JOIN message q ON q.id = m.parent
            WHERE m.id = :id AND m.role = 'assistant'
            """)
        .param("id", reply.value())
        .query((row, _) -> new Question(new DialogId(MessageQueries.id(row, 1)), row.getInt("seq")))
        .optional();
  }

  @Override
  public boolean end(NodeId owner, ReplyId reply, int attempt, ReplyText text, ReplyEnd end) {
    var exact = exact(end);
    return ends.store(new EndedReply(owner, reply, attempt, text, exact))
        .map(stored -> stored || hasEnded(reply, text, exact))
        .orElse(false);
  }

  @Override
  public boolean requestStop(Visitor visitor, ReplyId reply) {
    return database.statement(jdbc ->
        jdbc.sql(
                    """
                    UPDATE reply r SET stop_requested = true FROM dialog d
                    WHERE r.id = :id AND r.status = 'generating' AND d.id = r.dialog AND
                    """
                        + DialogQueries.MINE)
                .param("id", reply.value())
                .params(DialogQueries.parameters(visitor))
                .update()
            == 1);
  }

  @Override
  public Set<ReplyId> owned(NodeId owner) {
    return database.statement(jdbc ->
        jdbc
            .sql("SELECT id FROM reply WHERE owner = :owner AND status = 'generating'")
            .param("owner", owner.value())
            .query(MessageQueries::id)
            .list()
            .stream()
            .map(ReplyId::new)
            .collect(Collectors.toSet()));
  }

  @Override
  public void handOver(NodeId owner, Set<ReplyId> replies) {
    database.statement(jdbc ->
        jdbc.sql(
                """
                WITH ours AS MATERIALIZED (
                  SELECT id FROM reply
                  WHERE id = ANY (:replies::uuid[]) AND owner = :owner AND status = 'generating'
                  ORDER BY id FOR NO KEY UPDATE),
                given AS (
                  UPDATE reply SET owner = :nobody WHERE id = ANY (ARRAY(SELECT id FROM ours))
                  RETURNING id)
                SELECT pg_notify('chatframe', :owner::text) FROM given LIMIT 1
                """)
            .param("owner", owner.value())
            .param("replies", ArrayParameter.of("uuid", replies, ReplyId::value))
            .param("nobody", NodeId.NOBODY.value())
            .query()
            .listOfRows());
  }

  @Override
  public List<TakenReply> takeOver(NodeId dead, NodeId taker, int atMost, int lastAttempt) {
    return database.transaction(
        jdbc -> new OwnerChange(jdbc, taker, lastAttempt).take(dead, atMost));
  }

  @Override
  public void note(ReplyId reply, int attempt, String model, List<FailedRequest> failures) {
    database.statement(jdbc ->
        jdbc.sql(
                """
                UPDATE attempt SET model = :model, failures = :failures::text[]
                WHERE reply = :id AND n = :attempt
                """)
            .param("id", reply.value())
            .param("attempt", attempt)
            .param("model", model)
            .param("failures", ArrayParameter.of("text", failures, FailedRequest::told))
            .update());
  }

  @Override
  public void account(
      NodeId owner, ReplyId reply, int attempt, TokenUsage usage, Optional<Money> cost) {
    database.transaction(jdbc -> {
      boolean ours =
          jdbc.sql("SELECT id FROM reply WHERE id = :id AND owner = :owner FOR KEY SHARE")
              .param("id", reply.value())
              .param("owner", owner.value())
              .query(UUID.class)
              .optional()
              .isPresent();
      return ours && AttemptUse.book(jdbc, reply, attempt, usage, cost);
    });
  }

  /** Whether a reply has the same text and end; usage and cost are those of all attempts. */
  private boolean hasEnded(ReplyId reply, ReplyText text, ReplyEnd end) {
    return database
        .statement(jdbc -> MessageQueries.find(jdbc, reply))
        .filter(stored -> stored.text().equals(text))
        .flatMap(Reply::end)
        .map(stored -> stored.equals(end.using(stored.usage(), stored.cost())))
        .orElse(false);
  }

  /** Truncates to the columns' precision, so that a stored end equals the one read back. */
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
