package io.chatframe.adapter.persistence.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** How connections are opened, whatever they are for. */
public final class PostgresDriver {
  private PostgresDriver() {}

  /** Opens one of the {@link #connections}. */
  public static Connection open(DatabaseAddress address, String name, Map<String, String> more)
      throws SQLException {
    return connections(address, name, more).getConnection();
  }

  /** New connections at each call, with these {@link #properties}. */
  public static DataSource connections(
      DatabaseAddress address, String name, Map<String, String> more) {
    return new SimpleDriverDataSource(new Driver(), address.url(), properties(address, name, more));
  }

  /**
   * Properties of a connection, which opens its socket within two seconds.
   *
   * @param name what PostgreSQL's own views show of it
   * @param more further properties of the driver
   */
  static Properties properties(DatabaseAddress address, String name, Map<String, String> more) {
    var properties = new Properties();
    address.user().ifPresent(user -> properties.setProperty("user", user));
    address.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "chatframe-" + name);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("tcpKeepAlive", "true");
    // The detail of an error may quote a row, and so what a visitor wrote.
    properties.setProperty("logServerErrorDetail", "false");
    more.forEach(properties::setProperty);
    return properties;
  }

  /**
   * The number that PostgreSQL gave its process for this connection. A pooler between answers
   * clients with numbers of its own, so it differs there from what {@code pg_backend_pid()} says.
   */
  static int backend(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  /** Whether a pooler stands between, which may run each transaction on another connection. */
  public static boolean isPooled(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != backend(connection);
    }
  }

  /** No statement keeps a name at the server: behind a pooler the next one may be another's. */
  public static void withoutNames(Connection connection) throws SQLException {
    connection.unwrap(PGConnection.class).setPrepareThreshold(0);
  }
}
