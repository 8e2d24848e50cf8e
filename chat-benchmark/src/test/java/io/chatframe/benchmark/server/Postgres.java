package io.chatframe.benchmark.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL that is as durable as in production. It inherits the CPU of the benchmark's process.
 */
public final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Family family;

  private Postgres(EmbeddedPostgres server, Family family) {
    this.server = server;
    this.family = family;
  }

  /**
   * Starts it; blocks until it answers.
   *
   * @param folder an empty folder for its data
   */
  public static Postgres start(Path folder) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(true)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_connections", "100")
            .start();
    String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip();
    ProcessHandle main =
        ProcessHandle.of(Long.parseLong(pid))
            .orElseThrow(() -> new IOException("PostgreSQL has ended."));
    Postgres started = new Postgres(server, new Family(main));
    // The library switches it off first, for the sake of quick tests.
    started.requireOn("fsync");
    return started;
  }

  private void requireOn(String setting) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW " + setting)) {
      if (!result.next() || !result.getString(1).equals("on")) {
        throw new IOException("PostgreSQL runs without " + setting + ".");
      }
    } catch (SQLException e) {
      throw new IOException("PostgreSQL cannot be asked", e);
    }
  }

  /** Creates a database; returns its URL. */
  public String create(String name) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IOException("cannot create a database", e);
    }
    return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(server.getPort(), name);
  }

  public Family family() {
    return family;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
