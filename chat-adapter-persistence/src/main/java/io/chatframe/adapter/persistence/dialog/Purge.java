package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.Visitor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Deletes inaccessible rows in batches, each in one short transaction: deleted dialogs, dialogs of
 * erased visitors, finally the tombstones of both, counters that have run out, uses of what has
 * expired, old accounts and old lines of the audit log.
 */
final class Purge {
  /** Longer than the validity of a visitor key, which is 180 days. */
  private static final String KEPT = "190 days";

  private static final int DIALOGS_AT_ONCE = 20;
  private static final int MESSAGES_AT_ONCE = 500;
  private static final int MARKS_AT_ONCE = 1_000;

  private Purge() {}

  /** Deletes a batch of rows; returns whether there may be more. */
  static boolean some(JdbcClient jdbc) {
    List<UUID> deleted = dialogs(jdbc, DialogQueries.NOBODY, Optional.empty());
    if (!deleted.isEmpty()) {
      delete(jdbc, deleted);
      return true;
    }
    Optional<Visitor> erased = erased(jdbc);
    erased.ifPresent(visitor -> some(jdbc, visitor));
    return erased.isPresent();
  }

  /**
   * Deletes a batch of an erased visitor's rows, and marks the erasure as done if none are left.
   */
  private static void some(JdbcClient jdbc, Visitor visitor) {
    List<UUID> dialogs =
        dialogs(jdbc, visitor.id().value(), Optional.of(visitor.assistant().value()));
    if (dialogs.isEmpty()) {
      SearchBlocks.delete(jdbc, visitor);
      jdbc.sql(
              """
              UPDATE visitor_erasure SET purged_at = clock_timestamp()
              WHERE visitor = :visitor AND assistant = :assistant AND NOT EXISTS (
                SELECT FROM dialog WHERE visitor = :visitor AND assistant = :assistant)
              """)
          .params(DialogQueries.parameters(visitor))
          .update();
      return;
    }
    SearchBlocks.delete(jdbc, visitor, dialogs);
    delete(jdbc, dialogs);
  }

  private static Optional<Visitor> erased(JdbcClient jdbc) {
    return jdbc.sql(
            """
            SELECT visitor, assistant FROM visitor_erasure WHERE purged_at IS NULL
            ORDER BY at LIMIT 1
            """)
        .query((row, _) -> MessageQueries.visitor(row))
        .optional();
  }

  private static List<UUID> dialogs(JdbcClient jdbc, UUID visitor, Optional<String> assistant) {
    var query =
        jdbc.sql(
                "SELECT id FROM dialog WHERE visitor = :visitor "
                    + (assistant.isPresent() ? "AND assistant = :assistant " : "")
                    + "ORDER BY visitor, assistant, updated_at DESC, id DESC LIMIT :limit FOR"
                    + " UPDATE")
            .param("visitor", visitor)
            .param("limit", DIALOGS_AT_ONCE);
    assistant.ifPresent(name -> query.param("assistant", name));
    return query.query(MessageQueries::id).list();
  }

  /**
   * Deletes the newest messages first, because a message's deletion cascades to its successors;
   * dialogs come last.
   */
  private static void delete(JdbcClient jdbc, List<UUID> dialogs) {
    var ids = new SqlArrayValue("uuid", dialogs.toArray());
    int messages =
        jdbc.sql(
                """
                DELETE FROM message WHERE id = ANY (ARRAY(
                  SELECT m.id FROM unnest(:dialogs::uuid[]) AS d (id) CROSS JOIN LATERAL (
                    SELECT id, seq FROM message WHERE dialog = d.id
                    ORDER BY seq DESC LIMIT :limit) m
                  ORDER BY d.id, m.seq DESC LIMIT :limit))
                """)
            .param("dialogs", ids)
            .param("limit", MESSAGES_AT_ONCE)
            .update();
    if (messages < MESSAGES_AT_ONCE) {
      jdbc.sql(
              """
              WITH deleted AS (DELETE FROM dialog WHERE id = ANY (:dialogs::uuid[]) RETURNING id)
              INSERT INTO dialog_tombstone (dialog, deleted_at)
              SELECT id, clock_timestamp() FROM deleted ON CONFLICT DO NOTHING
              """)
          .param("dialogs", ids)
          .update();
    }
  }

  /**
   * Deletes a batch of old tombstones and of visitors' old accounts; returns whether there may be
   * more. Those of identified visitors, whose ids are UUIDs of version 8, stay: they tell how often
   * a subject was erased. An index finds those older than {@code now()}, which is stable, but not
   * those older than {@code clock_timestamp()}. An array of keys is looked up in the index; a
   * subquery may be joined by reading the whole table.
   */
  static boolean marks(JdbcClient jdbc) {
    int tombstones =
        jdbc.sql(
                """
                DELETE FROM dialog_tombstone WHERE dialog = ANY (ARRAY(
                  SELECT dialog FROM dialog_tombstone
                  WHERE deleted_at < now() - :kept::interval
                  ORDER BY deleted_at LIMIT :limit))
                """)
            .param("kept", KEPT)
            .param("limit", MARKS_AT_ONCE)
            .update();
    int erasures =
        jdbc.sql(
                """
                DELETE FROM visitor_erasure WHERE ctid = ANY (ARRAY(
                  SELECT ctid FROM visitor_erasure
                  WHERE purged_at < now() - :kept::interval
                    AND substr(visitor::text, 15, 1) <> '8'
                  ORDER BY purged_at LIMIT :limit))
                """)
            .param("kept", KEPT)
            .param("limit", MARKS_AT_ONCE)
            .update();
    int accounts =
        jdbc.sql(
                """
                DELETE FROM budget_account WHERE ctid = ANY (ARRAY(
                  SELECT ctid FROM budget_account
                  WHERE key LIKE 'visitor-%' AND period < now() - interval '3 days' AND reserved = 0
                  ORDER BY period LIMIT :limit FOR UPDATE SKIP LOCKED))
                """)
            .param("limit", MARKS_AT_ONCE)
            .update();
    int audited =
        jdbc.sql(
                """
                DELETE FROM audit WHERE number = ANY (ARRAY(
                  SELECT number FROM audit WHERE at < now() - :kept::interval
                  ORDER BY at LIMIT :limit))
                """)
            .param("kept", KEPT)
            .param("limit", MARKS_AT_ONCE)
            .update();
    return IntStream.of(tombstones, erasures, accounts, audited)
        .anyMatch(deleted -> deleted == MARKS_AT_ONCE);
  }

  /** Deletes a batch of counters that have run out; returns whether there may be more. */
  static boolean counters(JdbcClient jdbc) {
    return jdbc.sql(
                """
                DELETE FROM rate_use WHERE key = ANY (ARRAY(
                  SELECT key FROM rate_use WHERE back_at < now()
                  ORDER BY back_at LIMIT :limit FOR UPDATE SKIP LOCKED))
                """)
            .param("limit", MARKS_AT_ONCE)
            .update()
        == MARKS_AT_ONCE;
  }

  /**
   * Deletes a batch of uses that nobody has to know of any more; returns whether there may be more.
   * They are kept a little longer, for nodes with a slow clock.
   */
  static boolean uses(JdbcClient jdbc) {
    return jdbc.sql(
                """
                DELETE FROM used_once WHERE id = ANY (ARRAY(
                  SELECT id FROM used_once WHERE until < now() - interval '10 minutes'
                  ORDER BY until LIMIT :limit))
                """)
            .param("limit", MARKS_AT_ONCE)
            .update()
        == MARKS_AT_ONCE;
  }
}
