package io.chatframe.adapter.persistence.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The location of the database and the credentials.
 *
 * @param url a PostgreSQL JDBC URL without user and password
 */
public record DatabaseAddress(String url, Optional<String> user, Optional<String> password) {
  static final String SCHEME = "jdbc:postgresql://";

  public static DatabaseAddress of(JdbcConnectionDetails details) {
    return new DatabaseAddress(
        details.getJdbcUrl(),
        Optional.ofNullable(details.getUsername()),
        Optional.ofNullable(details.getPassword()));
  }

  /** Hosts, ports and database for messages, such as {@code db.example:5432/chat}. */
  public String place() {
    return URLDecoder.decode(url.substring(SCHEME.length()).replaceFirst("\\?.*", ""), UTF_8);
  }

  /** Hosts and ports only. */
  String hosts() {
    return place().replaceFirst("/.*", "");
  }

  String database() {
    return place().replaceFirst("^[^/]*/", "");
  }

  /** The user, for messages. */
  String as() {
    return user.map(name -> "user \"" + name + "\"").orElse("the system's user");
  }

  /** The value of a driver parameter; empty if not set. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(Driver.parseURL(url, new Properties()))
        .map(properties -> properties.getProperty(name));
  }

  /** Omits the password. */
  @Override
  public String toString() {
    return "DatabaseAddress[" + place() + ", user=" + user + "]";
  }
}
