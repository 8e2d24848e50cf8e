package io.chatframe.benchmark.database;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The dialogs that are measured: usual ones of usual visitors, the longest ones, and visitors with
 * about two hundred dialogs.
 */
record Targets(List<Target> usual, List<Target> longest, List<Visitor> heavy) {
  private static final int LONGEST_ONES = 5;
  private static final int FEW_MESSAGES = 200;

  /** A dialog, its first question, and its newest reply. */
  record Target(Visitor visitor, DialogId dialog, MessageId question, ReplyId reply) {}

  static Targets of(Connection connection) throws SQLException {
    var measured =
        IntStream.range(0, GeneratedDialog.MEASURED_VISITORS)
            .mapToObj(n -> GeneratedDialog.id("visitor", n, 0))
            .toArray();
    var visitors = connection.createArrayOf("uuid", measured);
    var usual =
        find(
            connection,
            "d.visitor = ANY (?) AND d.next_seq BETWEEN 3 AND " + FEW_MESSAGES,
            visitors,
            Integer.MAX_VALUE);
    var longest =
        find(
            connection,
            "? IS NOT NULL AND d.next_seq >= " + GeneratedDialog.LONGEST,
            visitors,
            LONGEST_ONES);
    return new Targets(usual, longest, heavy(connection));
  }

  private static List<Target> find(
      Connection connection, String condition, java.sql.Array visitors, int atMost)
      throws SQLException {
    var found = new ArrayList<Target>();
    try (var query =
        connection.prepareStatement(
            """
            SELECT d.visitor, d.assistant, d.id,
              (SELECT id FROM message WHERE dialog = d.id AND seq = 1),
              (SELECT id FROM message WHERE dialog = d.id AND role = 'assistant'
               ORDER BY seq DESC LIMIT 1)
            FROM dialog d
            WHERE %s AND NOT EXISTS (
              SELECT FROM reply WHERE dialog = d.id AND status = 'generating')
            ORDER BY d.id LIMIT %d
            """
                .formatted(condition, atMost))) {
      query.setArray(1, visitors);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Target(
                  visitor(row.getObject(1, UUID.class), row.getString(2)),
                  new DialogId(row.getObject(3, UUID.class)),
                  new MessageId(row.getObject(4, UUID.class)),
                  new ReplyId(row.getObject(5, UUID.class))));
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<Visitor> heavy(Connection connection) throws SQLException {
    var heavy = new ArrayList<Visitor>();
    try (var query =
            connection.prepareStatement(
                """
                SELECT visitor, assistant FROM dialog
                GROUP BY visitor, assistant HAVING count(*) BETWEEN 165 AND 240 AND max(next_seq) < 400
                ORDER BY visitor LIMIT 5
                """);
        var row = query.executeQuery()) {
      while (row.next()) {
        heavy.add(visitor(row.getObject(1, UUID.class), row.getString(2)));
      }
    }
    return List.copyOf(heavy);
  }

  private static Visitor visitor(UUID id, String assistant) {
    return new Visitor(new VisitorId(id), new AssistantName(assistant));
  }

  Target usual(int n) {
    return usual.get(n % usual.size());
  }

  Target longest(int n) {
    return longest.get(n % longest.size());
  }

  Visitor heavy(int n) {
    return heavy.get(n % heavy.size());
  }
}
