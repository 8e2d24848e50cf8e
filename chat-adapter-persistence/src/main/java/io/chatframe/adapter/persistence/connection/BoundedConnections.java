package io.chatframe.adapter.persistence.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Opens connections with time limits that PostgreSQL itself enforces. On a direct connection the
 * limits are session settings. Behind a pooler there is no session of our own, so the limits belong
 * to each transaction: whoever begins one executes {@link #transactionBounds}.
 */
final class BoundedConnections extends SimpleDriverDataSource {
  /** The limit for a whole transaction, available since PostgreSQL 17. */
  private static final String TRANSACTION_BOUND =
      "coalesce(CASE WHEN current_setting('server_version_num')::int >= 170000"
          + " THEN set_config('transaction_timeout', '4s', %1$s) END, '')";

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "loginTimeout",
          "2",
          // Longer than statement_timeout, so it only affects a peer that is completely silent.
          "socketTimeout",
          "2");

  private final String settings;
  private volatile boolean straight;
  private volatile boolean pooled;

  /**
   * @param limits PostgreSQL settings and their values
   */
  BoundedConnections(DatabaseAddress address, String name, Map<String, String> limits) {
    super(new Driver(), address.url(), PostgresDriver.properties(address, name, PROPERTIES));
    this.settings =
        limits.entrySet().stream()
            .map(limit ->
                "set_config('%s', '%s', %%1$s)".formatted(limit.getKey(), limit.getValue()))
            .collect(Collectors.joining(" || ", "", " || " + TRANSACTION_BOUND));
  }

  /** Whether all connections so far were direct; false before the first. */
  boolean straight() {
    return straight && !pooled;
  }

  /** Whether any connection came from a pooler. */
  boolean pooled() {
    return pooled;
  }

  /** The statement that sets the limits of a transaction begun on a connection from a pooler. */
  String transactionBounds() {
    return "SELECT " + settings.formatted("true");
  }

  @Override
  protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
    var connection = super.getConnectionFromDriver(properties);
    boolean bounded = false;
    try {
      if (boundSession(connection)) {
        straight = true;
      } else {
        PostgresDriver.withoutNames(connection);
        pooled = true;
      }
      bounded = true;
      return connection;
    } finally {
      if (!bounded) {
        connection.close();
      }
    }
  }

  /**
   * Sets the session's limits if the connection is direct, and returns whether it is; one round
   * trip.
   */
  private boolean boundSession(Connection connection) throws SQLException {
    var sql =
        "SELECT CASE WHEN pg_backend_pid() = %d THEN %s END"
            .formatted(PostgresDriver.backend(connection), settings.formatted("false"));
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1) != null;
    }
  }

  /** Ignores the pool's value, because the properties already set it. */
  @Override
  public void setLoginTimeout(int seconds) {}
}
