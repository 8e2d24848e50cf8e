package io.chatframe.adapter.persistence.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Waits for the database to become available, and refuses one that this release cannot use before
 * changing anything in it.
 */
public final class DatabaseArrival {
  /** The first major version with everything that this server needs. */
  static final int OLDEST_MAJOR = 14;

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseArrival.class);
  private static final long SAID_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final String FACTS =
      """
      SELECT current_setting('server_version_num')::int AS version,
             current_setting('server_encoding') AS encoding,
             pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,
             current_schema() IS NULL AS homeless
      """;

  private static final Map<String, String> PROPERTIES =
      Map.of("loginTimeout", "5", "socketTimeout", "5");

  private DatabaseArrival() {}

  /**
   * Blocks until the database answers.
   *
   * @throws FailureAnalyzedException if it does not answer in time, is unusable, or the JVM shuts
   *     down
   */
  public static void await(DatabaseAddress address, Duration patience) {
    try (var pauses = StartPauses.begin()) {
      await(address, patience, pauses);
    }
  }

  private static void await(DatabaseAddress address, Duration patience, StartPauses pauses) {
    long began = System.nanoTime();
    long saidAt = 0;
    for (Optional<SQLException> failure = attempt(address);
        failure.isPresent();
        failure = attempt(address)) {
      var refusal = StartRefusal.of(failure.get(), address);
      long now = System.nanoTime();
      if (!refusal.passing() || now - began >= patience.toNanos()) {
        throw refusal.exception(failure.get());
      }
      if (saidAt == 0 || now - saidAt >= SAID_EVERY_NANOS) {
        saidAt = now;
        LOG.info(
            "Waiting up to {} s for the database: {}",
            patience.minusNanos(now - began).toSeconds() + 1,
            refusal.what());
      }
      pauses.take();
    }
  }

  private static Optional<SQLException> attempt(DatabaseAddress address) {
    try (var connection = PostgresDriver.open(address, "start", PROPERTIES)) {
      look(connection, address);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  private static void look(Connection connection, DatabaseAddress address) throws SQLException {
    PostgresDriver.withoutNames(connection);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(FACTS)) {
      row.next();
      require(row, address);
    }
    if (PostgresDriver.isPooled(connection)) {
      LOG.info("The database is behind a pooler: no state is kept in its sessions");
    }
  }

  private static void require(ResultSet facts, DatabaseAddress address) throws SQLException {
    int major = facts.getInt("version") / 10_000;
    if (major < OLDEST_MAJOR) {
      throw new FailureAnalyzedException(
          "The database at %s runs on PostgreSQL %d; Chatframe needs PostgreSQL %d or later."
              .formatted(address.place(), major, OLDEST_MAJOR),
          "Upgrade PostgreSQL, or name another server in DATABASE_URL. Nothing was changed in it.");
    }
    if (facts.getBoolean("read_only")) {
      var refusal = StartRefusal.readOnly(address);
      throw new FailureAnalyzedException(refusal.what(), refusal.advice());
    }
    if (!facts.getString("encoding").equals("UTF8")) {
      throw new FailureAnalyzedException(
          "The database at %s has the encoding %s; Chatframe needs UTF8."
              .formatted(address.place(), facts.getString("encoding")),
          "Create another by CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.");
    }
    if (facts.getBoolean("homeless")) {
      throw new FailureAnalyzedException(
          "No schema of the search path exists, or may be used by %s, in the database at %s."
              .formatted(address.as(), address.place()),
          "Create the schema that ?currentSchema= names, or grant USAGE and CREATE on it.");
    }
  }
}
