package io.chatframe.adapter.persistence;

import io.chatframe.domain.AssistantName;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How dialogs are read; always by (visitor, assistant). */
final class DialogRow {
  /** To be followed by further conditions on {@code d}, a dialog of the visitor. */
  static final String SELECT =
      """
      SELECT d.id, d.visitor, d.assistant, d.title, d.created_at, d.updated_at,
             (SELECT id FROM reply WHERE dialog = d.id AND status = 'generating') AS running
      FROM dialog d WHERE d.visitor = :visitor AND d.assistant = :assistant
      """;

  private DialogRow() {}

  static Optional<Dialog> find(JdbcClient jdbc, Visitor visitor, DialogId dialog) {
    return jdbc.sql(SELECT + "AND d.id = :id")
        .param("id", dialog.value())
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .query(DialogRow::of)
        .optional();
  }

  /** Locks the dialog's row first, which whoever changes anything in a dialog does. */
  static Optional<UUID> lock(JdbcClient jdbc, Visitor visitor, DialogId dialog) {
    return jdbc.sql(
            """
            SELECT id FROM dialog
            WHERE id = :id AND visitor = :visitor AND assistant = :assistant FOR UPDATE
            """)
        .param("id", dialog.value())
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .query(UUID.class)
        .optional();
  }

  static Dialog of(ResultSet row, int index) throws SQLException {
    return new Dialog(
        new DialogId(row.getObject("id", UUID.class)),
        new Visitor(
            new VisitorId(row.getObject("visitor", UUID.class)),
            new AssistantName(row.getString("assistant"))),
        row.getString("title"),
        MessageRow.instant(row, "created_at"),
        MessageRow.instant(row, "updated_at"),
        Optional.ofNullable(row.getObject("running", UUID.class)).map(ReplyId::new));
  }
}
