package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.row.ArrayParameter;
import io.chatframe.adapter.persistence.row.JournalRow;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.JournalEntry;
import io.chatframe.domain.port.JournalReceipt;
import io.chatframe.domain.port.ReplyJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The journal as rows; one statement per write for any number of replies. */
public final class JdbcReplyJournal implements ReplyJournal {
  // The foreign key takes KEY SHARE anyway. Taken here, it also waits for an end being stored and
  // then sees it, so that no journal row is left for an ended reply. In order of id, like all locks
  // on several rows. PostgreSQL expects one owned reply and would compare each with each entry; a
  // full join cannot be nested, and coalesce keeps it from becoming an inner join.
  private static final String APPEND =
      """
      WITH owned AS MATERIALIZED (
        SELECT id, attempt, stop_requested FROM reply
        WHERE id = ANY (:replies::uuid[]) AND owner = :owner AND status = 'generating'
        ORDER BY id FOR KEY SHARE),
      entry AS MATERIALIZED (
        SELECT o.id, o.attempt, o.stop_requested, e.from_position, e.length, e.reasoning, e.text
        FROM owned o
        FULL JOIN unnest(:replies::uuid[], :attempts::int[], :positions::int[], :lengths::int[],
                         :reasonings::text[], :texts::text[])
          AS e (id, attempt, from_position, length, reasoning, text) USING (id, attempt)
        WHERE coalesce(o.attempt, 0) > 0 AND coalesce(e.attempt, 0) > 0),
      kept AS (
        INSERT INTO reply_journal (reply, attempt, from_position, length, reasoning, text)
        SELECT id, attempt, from_position, length, reasoning, text FROM entry WHERE length > 0
        ON CONFLICT DO NOTHING RETURNING 1),
      told AS MATERIALIZED (
        SELECT pg_notify('chatframe', :owner::text) FROM (SELECT FROM kept LIMIT 1) any_kept)
      SELECT id, stop_requested, (SELECT count(*) FROM told) FROM entry
      """;

  private static final String JOURNALLED =
      """
      SELECT r.id, a.base + coalesce((
        SELECT sum(piece.length) FROM (
          SELECT length, from_position,
                 a.base + coalesce(sum(length) OVER (
                   ORDER BY from_position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                   AS expected
          FROM reply_journal WHERE reply = r.id AND attempt = r.attempt) piece
        WHERE piece.from_position = piece.expected), 0) AS position
      FROM reply r JOIN attempt a ON a.reply = r.id AND a.n = r.attempt
      WHERE r.id = ANY (:replies::uuid[]) AND r.owner = :owner AND r.status = 'generating'
      """;

  // A piece may begin before the reader's position: after an outage the writer splits pieces
  // differently.
  private static final String GROWN =
      """
      SELECT r.id, r.status = 'generating' AND r.attempt = e.attempt AS current, e.position,
             j.attempts, j.positions, j.reasonings, j.texts
      FROM unnest(:replies::uuid[], :attempts::int[], :positions::int[])
        AS e (reply, attempt, position)
      JOIN reply r ON r.id = e.reply
      LEFT JOIN LATERAL (
        SELECT array_agg(attempt) AS attempts,
               array_agg(from_position ORDER BY from_position) AS positions,
               array_agg(reasoning ORDER BY from_position) AS reasonings,
               array_agg(text ORDER BY from_position) AS texts
        FROM reply_journal
        WHERE reply = r.id AND attempt = e.attempt AND from_position >= (
            SELECT coalesce(max(from_position), 0) FROM reply_journal
            WHERE reply = r.id AND attempt = e.attempt AND from_position <= e.position)
          AND r.status = 'generating' AND r.attempt = e.attempt) j ON true
      """;

  private final Database database;

  public JdbcReplyJournal(Database database) {
    this.database = database;
  }

  @Override
  public Map<ReplyId, JournalReceipt> append(NodeId owner, List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return Map.of();
    }
    return database.statement(jdbc -> {
      var receipts = new HashMap<ReplyId, JournalReceipt>();
      jdbc.sql(APPEND)
          .param("owner", owner.value())
          .param("replies", ArrayParameter.of("uuid", entries, entry -> entry.reply().value()))
          .param("attempts", ArrayParameter.of("int4", entries, JournalEntry::attempt))
          .param("positions", ArrayParameter.of("int4", entries, JournalEntry::from))
          .param("lengths", ArrayParameter.of("int4", entries, entry -> entry.piece().length()))
          .param(
              "reasonings", ArrayParameter.of("text", entries, entry -> entry.piece().reasoning()))
          .param("texts", ArrayParameter.of("text", entries, entry -> entry.piece().text()))
          .query(row -> {
            receipts.put(
                new ReplyId(row.getObject("id", UUID.class)),
                row.getBoolean("stop_requested")
                    ? JournalReceipt.STOP_REQUESTED
                    : JournalReceipt.KEPT);
          });
      return receipts;
    });
  }

  @Override
  public Map<ReplyId, Integer> journalled(NodeId owner, Set<ReplyId> replies) {
    return database.statement(jdbc -> {
      var positions = new HashMap<ReplyId, Integer>();
      jdbc.sql(JOURNALLED)
          .param("owner", owner.value())
          .param("replies", ArrayParameter.of("uuid", replies, ReplyId::value))
          .query(row -> {
            positions.put(new ReplyId(row.getObject("id", UUID.class)), row.getInt("position"));
          });
      return positions;
    });
  }

  @Override
  public Map<ReplyId, ReplyText> grown(Map<ReplyId, Cursor> readers) {
    if (readers.isEmpty()) {
      return Map.of();
    }
    List<Map.Entry<ReplyId, Cursor>> asked = List.copyOf(readers.entrySet());
    return database.statement(jdbc -> {
      var growths = new HashMap<ReplyId, ReplyText>();
      jdbc.sql(GROWN)
          .param("replies", ArrayParameter.of("uuid", asked, reader -> reader.getKey().value()))
          .param(
              "attempts", ArrayParameter.of("int4", asked, reader -> reader.getValue().attempt()))
          .param(
              "positions", ArrayParameter.of("int4", asked, reader -> reader.getValue().position()))
          .query(row -> {
            if (row.getBoolean("current")) {
              ReplyText piece = JournalRow.after(row.getInt("position"), JournalRow.all(row));
              growths.put(new ReplyId(row.getObject("id", UUID.class)), piece);
            }
          });
      return growths;
    });
  }
}
