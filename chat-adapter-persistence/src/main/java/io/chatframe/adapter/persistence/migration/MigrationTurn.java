package io.chatframe.adapter.persistence.migration;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.connection.PostgresDriver;
import io.chatframe.adapter.persistence.connection.StartPauses;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock for changing the schema, held by one server at a time. It belongs to an open transaction,
 * so it always ends with its holder. It also works behind a pooler, where a session lock would stay
 * on a connection that others use.
 */
final class MigrationTurn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationTurn.class);
  private static final long LOCK = 0x63686174_6672616DL;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /**
   * Makes PostgreSQL detect a killed client within a second, on systems that support the setting:
   * not on Windows and, before PostgreSQL 15, only on Linux.
   */
  static final String NOTICE_LOST_CLIENTS =
      """
      CASE WHEN version() ~ 'linux' OR (version() ~ 'darwin|bsd'
                AND current_setting('server_version_num')::int >= 150000)
           THEN set_config('client_connection_check_interval', '1s', true) END
      """;

  // A holder may be alive but idle.
  private static final String SETTINGS =
      """
      SELECT set_config('statement_timeout', '0', true),
             set_config('idle_in_transaction_session_timeout', '0', true),
             CASE WHEN current_setting('server_version_num')::int >= 170000
                  THEN set_config('transaction_timeout', '0', true) END,
      """
          + NOTICE_LOST_CLIENTS;

  private final Connection connection;

  private MigrationTurn(Connection connection) {
    this.connection = connection;
  }

  /** Blocks until this server has the lock, at most two minutes, and not during a JVM shutdown. */
  static MigrationTurn take(DatabaseAddress address) throws SQLException {
    var turn =
        new MigrationTurn(
            PostgresDriver.open(address, "migration-turn", Map.of("loginTimeout", "10")));
    boolean taken = false;
    try {
      turn.take();
      taken = true;
      return turn;
    } finally {
      if (!taken) {
        turn.close();
      }
    }
  }

  private void take() throws SQLException {
    PostgresDriver.withoutNames(connection);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(SETTINGS);
      if (takeIfFree(statement)) {
        return;
      }
      LOG.info("Waiting for another server that is changing the schema");
      long began = System.nanoTime();
      // Poll instead of blocking in a statement, which would delay a stop of this server.
      try (var pauses = StartPauses.begin()) {
        while (System.nanoTime() - began < PATIENCE_NANOS) {
          pauses.take();
          if (takeIfFree(statement)) {
            return;
          }
        }
      }
      // Last attempt; fails with PostgreSQL's own message.
      statement.execute("SET LOCAL lock_timeout = '1s'");
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }
  }

  /** Takes the lock if no other server has it. */
  private static boolean takeIfFree(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Releases the lock; does nothing if the connection, and thus the lock, is lost. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
