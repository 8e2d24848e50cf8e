package io.chatframe.faults;

import io.chatframe.faults.history.StoredMessage;
import io.chatframe.faults.process.SuiteDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of some dialogs, read directly from PostgreSQL. */
final class StoredState {
  private static final String MESSAGES =
      """
      SELECT m.id, m.dialog, m.seq, m.parent, m.role = 'visitor' AS by_visitor, m.text,
             r.status, r.reasoning, r.attempt,
             (SELECT array_agg(a.base ORDER BY a.n) FROM attempt a WHERE a.reply = r.id) AS bases,
             (SELECT count(*) FROM reply_journal j WHERE j.reply = r.id) AS journal_rows
        FROM message m LEFT JOIN reply r ON r.id = m.id
       WHERE m.dialog = ANY (?)
       ORDER BY m.dialog, m.seq
      """;

  private StoredState() {}

  /** The messages of these dialogs, ordered by counter. */
  static List<StoredMessage> of(SuiteDatabase database, Collection<UUID> dialogs)
      throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.prepareStatement(MESSAGES)) {
      statement.setArray(1, connection.createArrayOf("uuid", dialogs.toArray()));
      List<StoredMessage> messages = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          messages.add(message(rows));
        }
      }
      return messages;
    }
  }

  /** The number of rows in any table that still refer to these dialogs. */
  static long count(SuiteDatabase database, Collection<UUID> dialogs) throws SQLException {
    String sql = "SELECT count(*) FROM dialog WHERE id = ANY (?)";
    try (Connection connection = database.connect();
        var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", dialogs.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1) + of(database, dialogs).size();
      }
    }
  }

  private static StoredMessage message(ResultSet row) throws SQLException {
    boolean byVisitor = row.getBoolean("by_visitor");
    return new StoredMessage(
        row.getObject("id", UUID.class),
        row.getObject("dialog", UUID.class),
        row.getInt("seq"),
        Optional.ofNullable(row.getObject("parent", UUID.class)),
        byVisitor,
        row.getString("text"),
        byVisitor ? Optional.empty() : Optional.of(reply(row)));
  }

  private static StoredMessage.StoredReply reply(ResultSet row) throws SQLException {
    var bases = row.getArray("bases");
    return new StoredMessage.StoredReply(
        row.getString("status"),
        row.getString("reasoning"),
        row.getInt("attempt"),
        bases == null ? List.of() : Arrays.asList((Integer[]) bases.getArray()),
        row.getInt("journal_rows"));
  }
}
