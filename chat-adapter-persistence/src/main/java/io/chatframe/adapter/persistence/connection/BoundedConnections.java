package io.chatframe.adapter.persistence.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * New connections on which PostgreSQL itself bounds what it does for us. Straight to PostgreSQL the
 * bounds are settings of the session. Behind a pooler there is no session that is ours: there the
 * bounds belong to each transaction, and whoever begins one executes {@link #transactionBounds}.
 */
final class BoundedConnections extends SimpleDriverDataSource {
  /** The bound of a whole transaction, which PostgreSQL has since 17. */
  private static final String TRANSACTION_BOUND =
      "coalesce(CASE WHEN current_setting('server_version_num')::int >= 170000"
          + " THEN set_config('transaction_timeout', '4s', %1$s) END, '')";

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "loginTimeout",
          "2",
          // Longer than statement_timeout: only a peer that is silent altogether runs into it.
          "socketTimeout",
          "2");

  private final String settings;
  private volatile boolean straight;
  private volatile boolean pooled;

  /**
   * @param limits settings of PostgreSQL and their values
   */
  BoundedConnections(DatabaseAddress address, String name, Map<String, String> limits) {
    super(new Driver(), address.url(), PostgresDriver.properties(address, name, PROPERTIES));
    this.settings =
        limits.entrySet().stream()
            .map(limit ->
                "set_config('%s', '%s', %%1$s)".formatted(limit.getKey(), limit.getValue()))
            .collect(Collectors.joining(" || ", "", " || " + TRANSACTION_BOUND));
  }

  /** Whether all connections so far were sessions of our own; false before the first. */
  boolean straight() {
    return straight && !pooled;
  }

  /** Whether a connection came from a pooler. */
  boolean pooled() {
    return pooled;
  }

  /** The statement that bounds a transaction which has begun on a connection from a pooler. */
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

  /** Whether it is a session of our own; one round trip, which changes nothing if it is not. */
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

  /** The pool has its own idea of it; ours stands in the properties. */
  @Override
  public void setLoginTimeout(int seconds) {}
}
