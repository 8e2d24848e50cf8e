package io.chatframe.benchmark.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The indexes and constraints of the growing tables, removed while these are filled: to build an
 * index is much faster than to maintain it. Restoring a foreign key also checks the rows.
 */
final class RemovedIndexes {
  private final List<String> restore = new ArrayList<>();

  private RemovedIndexes() {}

  static RemovedIndexes of(Connection connection) throws SQLException {
    var removed = new RemovedIndexes();
    var remove = new ArrayList<String>();
    var names = connection.createArrayOf("text", DataSet.TABLES.toArray());
    // Foreign keys need the other constraints: removed before them, and restored after them.
    try (var query =
        connection.prepareStatement(
            """
            SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname),
              format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname,
                pg_get_constraintdef(c.oid)), c.contype = 'f' AS key
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
            WHERE t.relname = ANY (?) AND c.contype IN ('p', 'u', 'f')
              AND t.relnamespace = current_schema()::regnamespace
            UNION ALL
            SELECT format('DROP INDEX %I', i.relname), pg_get_indexdef(i.oid), false
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
              JOIN pg_class t ON t.oid = x.indrelid
            WHERE t.relname = ANY (?) AND t.relnamespace = current_schema()::regnamespace
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid)
            ORDER BY key DESC, 1
            """)) {
      query.setArray(1, names);
      query.setArray(2, names);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          remove.add(row.getString(1));
          removed.restore.addFirst(row.getString(2));
        }
      }
    }
    execute(connection, remove);
    return removed;
  }

  void restore(Connection connection) throws SQLException {
    execute(connection, restore);
  }

  private static void execute(Connection connection, List<String> all) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : all) {
        statement.execute(sql);
      }
    }
  }
}
