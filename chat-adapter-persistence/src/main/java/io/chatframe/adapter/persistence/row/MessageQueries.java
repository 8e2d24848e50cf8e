package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries for messages. A generating reply's status and journal are read in the same snapshot. */
public final class MessageQueries {
  /** Selects messages {@code m}; append a condition. */
  public static final String SELECT =
      """
      SELECT m.id, m.dialog, m.seq, m.parent, m.role, m.text, m.context, m.created_at,
             r.model, r.status, r.reasoning, r.finish_reason, r.error, r.retry_after_ms,
             r.thinking_ms, r.ended_at,
             u.input, u.cached_input, u.cache_written, u.output, u.reasoning_tokens, u.estimated,
             u.cost_micros, u.currency,
             ARRAY(SELECT base FROM attempt WHERE reply = r.id ORDER BY n) AS bases,
             j.attempts, j.positions, j.reasonings, j.texts
      FROM message m
      LEFT JOIN reply r ON r.id = m.id
      LEFT JOIN LATERAL (
        SELECT sum(input)::bigint AS input, sum(cached_input)::bigint AS cached_input,
               sum(cache_written)::bigint AS cache_written,
               sum(output)::bigint AS output, sum(reasoning)::bigint AS reasoning_tokens,
               bool_or(estimated) AS estimated, min(currency) AS currency,
               CASE WHEN bool_and(input IS NULL OR cost_micros IS NOT NULL)
                    THEN sum(cost_micros)::bigint END AS cost_micros
        FROM attempt WHERE reply = r.id) u ON true
      LEFT JOIN LATERAL (
        SELECT array_agg(attempt ORDER BY attempt, from_position) AS attempts,
               array_agg(from_position ORDER BY attempt, from_position) AS positions,
               array_agg(reasoning ORDER BY attempt, from_position) AS reasonings,
               array_agg(text ORDER BY attempt, from_position) AS texts
        FROM reply_journal WHERE reply = r.id AND r.status = 'generating') j ON true
      """;

  /**
   * Condition that a message is complete. If a dialog is deleted or its visitor erased, a
   * generating reply is deleted before its message.
   */
  public static final String WHOLE = "(m.role = 'visitor' OR r.id IS NOT NULL) ";

  private MessageQueries() {}

  public static Message message(ResultSet row, int index) throws SQLException {
    return row.getString("role").equals("visitor") ? question(row) : reply(row, index);
  }

  public static Reply reply(ResultSet row, int index) throws SQLException {
    var lineage = new Lineage(List.of(array(row, "bases", Integer[].class)));
    var end = end(row);
    return new Reply(
        new ReplyId(id(row, "id")),
        new DialogId(id(row, "dialog")),
        row.getInt("seq"),
        new MessageId(id(row, "parent")),
        instant(row, "created_at"),
        row.getString("model"),
        lineage,
        end.isPresent()
            ? new ReplyText(row.getString("reasoning"), row.getString("text"))
            : JournalRow.read(lineage, JournalRow.all(row)),
        end);
  }

  /** Finds a reply; empty if it does not exist, for example after an erasure. */
  public static Optional<Reply> find(JdbcClient jdbc, ReplyId reply) {
    return jdbc.sql(SELECT + "WHERE m.id = :id AND r.id IS NOT NULL")
        .param("id", reply.value())
        .query(MessageQueries::reply)
        .optional();
  }

  /** The id in the row's first column. */
  public static UUID id(ResultSet row, int index) throws SQLException {
    return row.getObject(1, UUID.class);
  }

  public static Visitor visitor(ResultSet row) throws SQLException {
    return new Visitor(
        new VisitorId(id(row, "visitor")), new AssistantName(row.getString("assistant")));
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static OffsetDateTime stamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static VisitorMessage question(ResultSet row) throws SQLException {
    return new VisitorMessage(
        new MessageId(id(row, "id")),
        new DialogId(id(row, "dialog")),
        row.getInt("seq"),
        Optional.ofNullable(row.getObject("parent", UUID.class)).map(MessageId::new),
        row.getString("text"),
        Optional.ofNullable(row.getString("context")),
        instant(row, "created_at"));
  }

  private static Optional<ReplyEnd> end(ResultSet row) throws SQLException {
    var endedAt = Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class));
    if (endedAt.isEmpty()) {
      return Optional.empty();
    }
    var finish = Optional.ofNullable(row.getString("finish_reason")).map(StoredWord::finishReason);
    var status = StoredWord.ended(row.getString("status"), finish.isPresent());
    return Optional.of(
        new ReplyEnd(
            status,
            finish,
            usage(row),
            cost(row),
            error(row),
            millis(row, "thinking_ms"),
            endedAt.get().toInstant()));
  }

  private static Optional<TokenUsage> usage(ResultSet row) throws SQLException {
    return row.getObject("input") == null
        ? Optional.empty()
        : Optional.of(
            new TokenUsage(
                row.getLong("input"),
                row.getLong("cached_input"),
                row.getLong("cache_written"),
                row.getLong("output"),
                row.getLong("reasoning_tokens"),
                row.getBoolean("estimated")));
  }

  private static Optional<Money> cost(ResultSet row) throws SQLException {
    return row.getObject("cost_micros") == null
        ? Optional.empty()
        : Optional.of(new Money(row.getLong("cost_micros"), row.getString("currency")));
  }

  private static Optional<ReplyError> error(ResultSet row) throws SQLException {
    var retryAfter = millis(row, "retry_after_ms");
    return Optional.ofNullable(row.getString("error"))
        .map(name -> new ReplyError(StoredWord.errorCode(name), retryAfter));
  }

  public static <T> T array(ResultSet row, String column, Class<T> type) throws SQLException {
    return type.cast(row.getArray(column).getArray());
  }

  private static Optional<Duration> millis(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Long.class)).map(Duration::ofMillis);
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
