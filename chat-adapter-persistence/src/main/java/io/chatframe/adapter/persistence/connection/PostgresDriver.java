package io.chatframe.adapter.persistence.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Opens connections for all purposes. */
public final class PostgresDriver {
  private PostgresDriver() {}

  /** Opens a connection as {@link #connections} does. */
  public static Connection open(DatabaseAddress address, String name, Map<String, String> more)
      throws SQLException {
    return connections(address, name, more).getConnection();
  }

  /** A source that opens a new connection at each call, with these {@link #properties}. */
  public static DataSource connections(
      DatabaseAddress address, String name, Map<String, String> more) {
    return new SimpleDriverDataSource(new Driver(), address.url(), properties(address, name, more));
  }

  /**
   * The properties of a connection, including a connect timeout of two seconds.
   *
   * @param name the name shown in PostgreSQL's own views
   * @param more additional driver properties
   */
  static Properties properties(DatabaseAddress address, String name, Map<String, String> more) {
    var properties = new Properties();
    address.user().ifPresent(user -> properties.setProperty("user", user));
    address.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "chatframe-" + name);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("tcpKeepAlive", "true");
    // An error's detail may quote a row and thus a visitor's text.
    properties.setProperty("logServerErrorDetail", "false");
    more.forEach(properties::setProperty);
    return properties;
  }

  /**
   * The backend process id sent at connection. A pooler sends its own numbers, so behind one this
   * differs from {@code pg_backend_pid()}.
   */
  static int backend(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  /** Whether a pooler is in between, which may run each transaction on a different connection. */
  public static boolean isPooled(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != backend(connection);
    }
  }

  /**
   * Disables named prepared statements: behind a pooler the next one may run on another connection.
   */
  public static void withoutNames(Connection connection) throws SQLException {
    connection.unwrap(PGConnection.class).setPrepareThreshold(0);
  }
}
