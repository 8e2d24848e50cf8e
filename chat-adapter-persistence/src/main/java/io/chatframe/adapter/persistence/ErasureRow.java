package io.chatframe.adapter.persistence;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.Visitor;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Erased visitors. Whoever begins a dialog and whoever erases its visitor exclude each other, so
 * that an erasure misses no dialog, and no dialog an erasure.
 */
final class ErasureRow {
  private ErasureRow() {}

  static boolean exists(JdbcClient jdbc, Visitor visitor) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM visitor_erasure
                           WHERE visitor = :visitor AND assistant = :assistant)
            """)
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .query(Boolean.class)
        .single();
  }

  /** Keeps erasures of the visitor away until the transaction ends. */
  static void keepAway(JdbcClient jdbc, Visitor visitor) {
    lock(jdbc, "pg_advisory_xact_lock_shared", visitor);
  }

  /**
   * Remembers the visitor as erased, once all dialogs she was about to begin are there. Of one who
   * has none there is nothing to keep away, and nothing is remembered: ids cost nothing, so anyone
   * could fill the table.
   */
  static void insert(JdbcClient jdbc, Visitor visitor) {
    lock(jdbc, "pg_advisory_xact_lock", visitor);
    jdbc.sql(
            """
            INSERT INTO visitor_erasure (visitor, assistant, at)
            SELECT :visitor, :assistant, clock_timestamp()
            WHERE EXISTS (SELECT FROM dialog WHERE visitor = :visitor AND assistant = :assistant)
            ON CONFLICT DO NOTHING
            """)
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .update();
  }

  /** Deletes some dialogs of the visitor, at most {@code limit}; their tombstones stay. */
  static List<DialogId> deleteDialogs(JdbcClient jdbc, Visitor visitor, int limit) {
    return jdbc.sql(
            """
            WITH mine AS (
              SELECT id FROM dialog WHERE visitor = :visitor AND assistant = :assistant
              ORDER BY id LIMIT :limit FOR UPDATE),
            deleted AS (DELETE FROM dialog WHERE id IN (SELECT id FROM mine) RETURNING id)
            INSERT INTO dialog_tombstone (dialog, deleted_at)
            SELECT id, clock_timestamp() FROM deleted RETURNING dialog
            """)
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .param("limit", limit)
        .query((row, index) -> new DialogId(MessageRow.id(row, index)))
        .list();
  }

  private static void lock(JdbcClient jdbc, String function, Visitor visitor) {
    jdbc.sql("SELECT " + function + "(hashtextextended(:visitor || ' ' || :assistant, 0))")
        .param("visitor", visitor.id().toString())
        .param("assistant", visitor.assistant().value())
        .query(row -> {});
  }
}
