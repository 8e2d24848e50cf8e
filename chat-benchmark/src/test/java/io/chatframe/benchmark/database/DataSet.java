package io.chatframe.benchmark.database;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.migration.Migrations;
import io.chatframe.benchmark.database.filling.CopyBuffers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import liquibase.exception.LiquibaseException;
import org.springframework.core.io.DefaultResourceLoader;

/** Creates a database with the product's schema and fills it by COPY, the same way each time. */
final class DataSet {
  /** What grows with visitors, dialogs or messages. */
  static final List<String> TABLES =
      List.of(
          "dialog",
          "message",
          "reply",
          "attempt",
          "afterthought",
          "reply_journal",
          "search_block",
          "branch",
          "dialog_tombstone",
          "visitor_erasure");

  private static final String COMMENT = "filled 2";

  private DataSet() {}

  /** Creates and fills the database, unless an earlier run has. */
  static DatabaseAddress of(BenchmarkServer server, Options.Size size)
      throws SQLException, IOException {
    var address = server.address(size.database());
    if (isFilled(server, size)) {
      return address;
    }
    try (var connection = BenchmarkServer.open(server.address("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + size.database() + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + size.database() + " TEMPLATE template0");
    }
    migrate(address);
    server.durable(false);
    try (var connection = BenchmarkServer.open(address)) {
      fill(connection, size);
    }
    server.durable(true);
    try (var connection = BenchmarkServer.open(server.address("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("COMMENT ON DATABASE " + size.database() + " IS '" + COMMENT + "'");
    }
    return address;
  }

  private static boolean isFilled(BenchmarkServer server, Options.Size size) throws SQLException {
    try (var connection = BenchmarkServer.open(server.address("postgres"));
        var query =
            connection.prepareStatement(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ?")) {
      query.setString(1, size.database());
      try (var row = query.executeQuery()) {
        return row.next() && COMMENT.equals(row.getString(1));
      }
    }
  }

  private static void migrate(DatabaseAddress address) {
    var migrations = Migrations.of(address);
    migrations.setResourceLoader(new DefaultResourceLoader());
    try {
      migrations.afterPropertiesSet();
    } catch (LiquibaseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fill(Connection connection, Options.Size size)
      throws SQLException, IOException {
    try (var statement = connection.createStatement()) {
      // Leaves out triggers, whose work the generated rows have done.
      statement.execute("SET session_replication_role = replica");
      statement.execute("SET synchronous_commit = off");
      statement.execute("SET maintenance_work_mem = '512MB'");
      var indexes = RemovedIndexes.of(connection);
      var rows = new DialogRows(new CopyBuffers(connection));
      for (int number = 0; number < size.dialogs(); number++) {
        rows.add(GeneratedDialog.of(number, size));
      }
      rows.addMarks(size);
      rows.flush();
      indexes.restore(connection);
      statement.execute("VACUUM (ANALYZE)");
      statement.execute("CREATE EXTENSION IF NOT EXISTS pageinspect");
    }
  }
}
