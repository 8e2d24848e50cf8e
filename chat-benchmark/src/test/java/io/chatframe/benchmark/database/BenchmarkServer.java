package io.chatframe.benchmark.database;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.connection.PostgresDriver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL server that holds the data sets: an embedded one or a given one. */
final class BenchmarkServer implements AutoCloseable {
  /** Loads auto_explain into a session, which needs a superuser. */
  private static final Map<String, String> EXPLAINED =
      Map.of(
          "session_preload_libraries", "auto_explain",
          "auto_explain.log_min_duration", "0",
          "auto_explain.log_analyze", "on",
          "auto_explain.log_buffers", "on",
          "auto_explain.log_nested_statements", "on",
          "auto_explain.log_parameter_max_length", "0");

  private final @Nullable EmbeddedPostgres embedded;
  private final String url;

  private BenchmarkServer(@Nullable EmbeddedPostgres embedded, String url) {
    this.embedded = embedded;
    this.url = url;
  }

  static BenchmarkServer of(Options options) throws IOException {
    if (options.url().isPresent()) {
      return new BenchmarkServer(null, options.url().get());
    }
    var builder =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("maintenance_work_mem", "256MB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("max_connections", "40")
            .setServerConfig("synchronous_commit", "on")
            // The statistics are to show the work of the measured operations alone.
            .setServerConfig("autovacuum", "off")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_destination", "jsonlog")
            .setServerConfig("log_filename", "benchmark")
            .setServerConfig("log_rotation_size", "0")
            .setServerConfig("log_truncate_on_rotation", "on");
    if (options.data().isPresent()) {
      builder.setDataDirectory(options.data().get()).setCleanDataDirectory(false);
    }
    var postgres = builder.start();
    return new BenchmarkServer(postgres, postgres.getJdbcUrl("postgres", "postgres"));
  }

  /** A database of the server. */
  DatabaseAddress address(String database) {
    return new DatabaseAddress(
        url.replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database),
        Optional.empty(),
        Optional.empty());
  }

  /** The same database with sessions whose plans are logged. */
  static DatabaseAddress explained(DatabaseAddress address) {
    var settings = new StringBuilder();
    EXPLAINED.forEach((name, value) -> settings.append("-c ").append(name + "=" + value + " "));
    return new DatabaseAddress(
        address.url()
            + (address.url().contains("?") ? "&" : "?")
            + "options="
            + URLEncoder.encode(settings.toString().strip(), StandardCharsets.UTF_8)
                .replace("+", "%20"),
        address.user(),
        address.password());
  }

  /** Opens a connection without the limits of the product's. */
  static Connection open(DatabaseAddress address) throws SQLException {
    return PostgresDriver.open(address, "benchmark", Map.of());
  }

  /** Whether the disk is waited for; only while an embedded server is filled is it not. */
  void durable(boolean on) throws SQLException {
    if (embedded == null) {
      return;
    }
    try (var connection = open(address("postgres"));
        var statement = connection.createStatement()) {
      for (String setting : List.of("fsync", "full_page_writes")) {
        statement.execute("ALTER SYSTEM SET " + setting + " = " + (on ? "on" : "off"));
      }
      statement.execute("SELECT pg_reload_conf()");
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void close() throws IOException {
    if (embedded != null) {
      embedded.close();
    }
  }
}
