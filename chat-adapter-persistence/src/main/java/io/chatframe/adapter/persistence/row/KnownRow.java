package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Visitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * The existing message with an id.
 *
 * @param asks whether it is a visitor's message rather than a reply
 */
public record KnownRow(
    MessageId id,
    DialogId dialog,
    Optional<MessageId> parent,
    boolean asks,
    String text,
    Visitor visitor) {
  public static final String SELECT =
      """
      SELECT m.id, m.dialog, m.parent, m.role, m.text, d.visitor, d.assistant
      FROM message m JOIN dialog d ON d.id = m.dialog
      """;

  public static KnownRow of(ResultSet row, int index) throws SQLException {
    return new KnownRow(
        new MessageId(row.getObject("id", UUID.class)),
        new DialogId(row.getObject("dialog", UUID.class)),
        Optional.ofNullable(row.getObject("parent", UUID.class)).map(MessageId::new),
        row.getString("role").equals("visitor"),
        row.getString("text"),
        MessageQueries.visitor(row));
  }
}
