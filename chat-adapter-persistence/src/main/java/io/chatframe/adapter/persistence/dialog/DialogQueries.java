package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries for dialogs, always by (visitor, assistant). */
public final class DialogQueries {
  /** Condition that {@code d} is a dialog of the visitor, who was not erased. */
  public static final String MINE =
      """
      d.visitor = :visitor AND d.assistant = :assistant AND NOT EXISTS (
        SELECT FROM visitor_erasure WHERE visitor = :visitor AND assistant = :assistant)
      """;

  /** Selects dialogs {@code d} of the visitor; append further conditions. */
  static final String SELECT =
      """
      SELECT d.id, d.visitor, d.assistant, d.title, d.created_at, d.updated_at,
             (SELECT id FROM reply WHERE dialog = d.id AND status = 'generating') AS running,
             (SELECT left(text, %d) FROM message WHERE dialog = d.id AND text <> ''
              ORDER BY seq DESC LIMIT 1) AS preview
      FROM dialog d WHERE
      """
              .formatted(Dialog.PREVIEW)
          + MINE;

  /** The owner of discarded dialogs. No visitor has this id, because no id source generates it. */
  static final UUID NOBODY = new UUID(0, 0);

  private DialogQueries() {}

  /** The parameters {@code visitor} and {@code assistant}. */
  public static Map<String, Object> parameters(Visitor visitor) {
    return Map.of("visitor", visitor.id().value(), "assistant", visitor.assistant().value());
  }

  static Optional<Dialog> find(JdbcClient jdbc, Visitor visitor, DialogId dialog) {
    return jdbc.sql(SELECT + "AND d.id = :id")
        .param("id", dialog.value())
        .params(parameters(visitor))
        .query(DialogQueries::of)
        .optional();
  }

  /**
   * Locks the dialog's row, as required before any change in the dialog, and blocks erasures of its
   * visitor. If this statement waited for one, only later statements see it.
   */
  public static Optional<UUID> lock(JdbcClient jdbc, Visitor visitor, DialogId dialog) {
    return jdbc.sql(
            """
            SELECT d.id, pg_advisory_xact_lock_shared(
              hashtextextended(d.visitor || ' ' || d.assistant, 0))
            FROM dialog d WHERE d.id = :id AND
            """
                + MINE
                + "FOR UPDATE OF d")
        .param("id", dialog.value())
        .params(parameters(visitor))
        .query(MessageQueries::id)
        .optional();
  }

  /** Locks the dialog of a reply; empty if the reply does not exist. */
  public static Optional<UUID> lockOf(JdbcClient jdbc, ReplyId reply) {
    return jdbc.sql(
            "SELECT id FROM dialog WHERE id = (SELECT dialog FROM reply WHERE id = :id) FOR UPDATE")
        .param("id", reply.value())
        .query(UUID.class)
        .optional();
  }

  /**
   * Makes a dialog permanently inaccessible; its rows are deleted afterwards in batches. The dialog
   * must belong to the visitor, and its row must be locked.
   */
  static void discard(JdbcClient jdbc, Visitor visitor, DialogId dialog) {
    SearchBlocks.delete(jdbc, visitor, List.of(dialog.value()));
    // Its owner notices at the next tick, and no node takes it over.
    jdbc.sql("DELETE FROM reply WHERE dialog = :id AND status = 'generating'")
        .param("id", dialog.value())
        .update();
    jdbc.sql(
            """
            WITH discarded AS (
              UPDATE dialog SET visitor = :nobody, title = '', searched_seq = next_seq
              WHERE id = :id RETURNING id)
            INSERT INTO dialog_tombstone (dialog, deleted_at)
            SELECT id, clock_timestamp() FROM discarded
            """)
        .param("id", dialog.value())
        .param("nobody", NOBODY)
        .update();
  }

  static Dialog of(ResultSet row, int index) throws SQLException {
    return new Dialog(
        new DialogId(row.getObject("id", UUID.class)),
        MessageQueries.visitor(row),
        row.getString("title"),
        MessageQueries.instant(row, "created_at"),
        MessageQueries.instant(row, "updated_at"),
        Optional.ofNullable(row.getString("preview")),
        Optional.ofNullable(row.getObject("running", UUID.class)).map(ReplyId::new));
  }
}
