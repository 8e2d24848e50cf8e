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
 * The right to change the schema, of one server at a time. It is a lock that belongs to an open
 * transaction, so that it ends with its holder in any case. It also works behind a pooler, which
 * would keep a lock of a session on a connection that others use.
 */
final class MigrationTurn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationTurn.class);
  private static final long LOCK = 0x63686174_6672616DL;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /**
   * Has PostgreSQL notice within a second that a client it works for was killed. Only where it can:
   * it refuses the setting on Windows, and before 15 on every system but Linux.
   */
  static final String NOTICE_LOST_CLIENTS =
      """
      CASE WHEN version() ~ 'linux' OR (version() ~ 'darwin|bsd'
                AND current_setting('server_version_num')::int >= 150000)
           THEN set_config('client_connection_check_interval', '1s', true) END
      """;

  // A living holder may be idle.
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

  /** Blocks until it is ours; for two minutes at the most, and not once the JVM ends. */
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
      // Not by one statement that blocks: a stop of this server would wait for it.
      try (var pauses = StartPauses.begin()) {
        while (System.nanoTime() - began < PATIENCE_NANOS) {
          pauses.take();
          if (takeIfFree(statement)) {
            return;
          }
        }
      }
      // Fails in PostgreSQL's own words, unless it is ours at last.
      statement.execute("SET LOCAL lock_timeout = '1s'");
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }
  }

  /** Takes the turn if no other server has it. */
  private static boolean takeIfFree(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Gives it back; does nothing if the connection is lost, and the lock with it. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
