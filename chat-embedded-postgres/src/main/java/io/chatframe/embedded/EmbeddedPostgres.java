package io.chatframe.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * An embedded PostgreSQL for runs without a database server: as durable as any other, reachable
 * only from this machine and by password, with its data in a folder locked against other processes.
 */
final class EmbeddedPostgres implements JdbcConnectionDetails, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String USER = "chatframe";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int PORTS_TRIED = 3;
  private static final long LOG_LIMIT = 10_000_000;

  private final DataDirectory directory;
  private final PostgresPrograms programs;
  private int port;
  private volatile boolean closing;

  private EmbeddedPostgres(DataDirectory directory, PostgresPrograms programs) {
    this.directory = directory;
    this.programs = programs;
  }

  /**
   * Starts the database in a folder, which the first start creates.
   *
   * @throws FailureAnalyzedException if it cannot run there, with a message for the operator
   */
  static EmbeddedPostgres start(Path dataFolder) {
    return start(dataFolder, dataFolder.resolve("postgres-binaries").toAbsolutePath());
  }

  /** Like {@link #start(Path)}, with the programs unpacked elsewhere. */
  static EmbeddedPostgres start(Path dataFolder, Path binaries) {
    var directory = DataDirectory.open(dataFolder);
    boolean started = false;
    try {
      requireOurMajor(directory.cluster());
      var unpacked = PostgresBinaries.unpack(PostgresBinaries.archive(), binaries);
      var postgres = new EmbeddedPostgres(directory, new PostgresPrograms(unpacked));
      postgres.start();
      started = true;
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!started) {
        directory.close();
      }
    }
  }

  @Override
  public String getJdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public String getUsername() {
    return USER;
  }

  @Override
  public String getPassword() {
    return directory.password();
  }

  /** Stops the database, closing open connections, and releases the folder. */
  @Override
  public void close() {
    closing = true;
    try (directory) {
      stop();
    }
  }

  private void start() throws IOException {
    // Created before the cluster: a cluster without a password file has lost it.
    directory.password();
    programs.requireRunnable();
    if (Files.exists(directory.cluster())) {
      stopOrphan();
    } else {
      create();
    }
    var failure = Optional.of("not tried");
    for (int tried = 0; failure.isPresent() && tried < PORTS_TRIED; tried++) {
      port = freePort();
      configure();
      failure = startProcess();
    }
    if (failure.isEmpty()) {
      LOG.info("The embedded PostgreSQL keeps its data in {}", directory.cluster());
      watch();
      return;
    }
    throw new FailureAnalyzedException(
        "The embedded PostgreSQL does not start in %s: %s. Its log is %s."
            .formatted(directory.cluster(), failure.get(), directory.log()),
        "Read the log; or set DATABASE_URL to a PostgreSQL server.");
  }

  /** Restarts the database if it ends, because no other process would. */
  private void watch() {
    var postmaster = Postmaster.of(directory.cluster());
    if (postmaster.isPresent()) {
      var _ = postmaster.get().process().onExit().thenRun(() -> restart(Duration.ofSeconds(1)));
    } else {
      restart(Duration.ofSeconds(1));
    }
  }

  private synchronized void restart(Duration pause) {
    if (closing) {
      return;
    }
    var failure = startProcess();
    if (failure.isEmpty()) {
      LOG.warn("The embedded PostgreSQL had ended by itself and was started again");
      watch();
    } else {
      LOG.error("The embedded PostgreSQL ended and does not start: {}", failure.get());
      var longer = Duration.ofMillis(Math.min(2 * pause.toMillis(), LONGEST_PAUSE.toMillis()));
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> restart(longer));
    }
  }

  private Optional<String> startProcess() {
    // pg_ctl starts it in its own session, so that Ctrl-C in a terminal reaches only this server.
    return programs.run(
        START_LIMIT,
        "pg_ctl",
        "start",
        "-w",
        "-t",
        "50",
        "-D",
        cluster(),
        "-l",
        directory.log().toString());
  }

  private void create() throws IOException {
    var unfinished = directory.unfinishedCluster();
    FileSystemUtils.deleteRecursively(unfinished);
    var failure =
        programs.run(
            START_LIMIT,
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + USER,
            "--pwfile=" + directory.passwordFile(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    if (failure.isPresent()) {
      throw new FailureAnalyzedException(
          "The embedded PostgreSQL could not be set up in %s: %s"
              .formatted(unfinished, failure.get()),
          "Name another folder by DATA_DIR, or set DATABASE_URL to a PostgreSQL server.");
    }
    Files.move(unfinished, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes the configuration at each start, so that the file shows what is in effect. */
  private void configure() throws IOException {
    var settings =
        """
        # Written by the server at each start.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 40
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        password_encryption = 'scram-sha-256'
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_min_messages = 'warning'
        log_statement = 'none'
        # A failing statement may hold what a visitor wrote.
        log_min_error_statement = 'panic'
        log_parameter_max_length_on_error = 0
        """
            .formatted(port);
    Files.writeString(directory.cluster().resolve("postgresql.conf"), settings, UTF_8);
    if (Files.exists(directory.log()) && Files.size(directory.log()) > LOG_LIMIT) {
      Files.delete(directory.log());
    }
  }

  /**
   * Stops a database that a killed server left running. This process holds the folder's lock, so no
   * other server uses it.
   */
  private void stopOrphan() throws IOException {
    var postmaster = Postmaster.of(directory.cluster());
    if (postmaster.isPresent()) {
      LOG.warn("Stopping the embedded PostgreSQL that a killed server left running");
      stop();
      postmaster.get().awaitEnd(Duration.ofSeconds(10));
    }
    // A remaining file names an unrelated process, which PostgreSQL would take for a running
    // database.
    Files.deleteIfExists(directory.cluster().resolve(Postmaster.FILE));
  }

  private synchronized void stop() {
    if (Postmaster.of(directory.cluster()).isEmpty()) {
      return;
    }
    if (stop("fast", 15).isPresent() && stop("immediate", 10).isPresent()) {
      LOG.warn("The embedded PostgreSQL did not stop; the next start will stop it");
    }
  }

  private Optional<String> stop(String mode, int seconds) {
    var limit = Duration.ofSeconds(seconds + 5L);
    var patience = String.valueOf(seconds);
    return programs.run(limit, "pg_ctl", "stop", "-w", "-t", patience, "-m", mode, "-D", cluster());
  }

  private String cluster() {
    return directory.cluster().toString();
  }

  private static void requireOurMajor(Path cluster) throws IOException {
    var version = cluster.resolve("PG_VERSION");
    if (!Files.exists(version)) {
      return;
    }
    var major = Files.readString(version, UTF_8).strip();
    if (!major.equals(PostgresBinaries.MAJOR)) {
      throw new FailureAnalyzedException(
          "The data in %s was written by PostgreSQL %s; this release brings PostgreSQL %s."
              .formatted(cluster, major, PostgresBinaries.MAJOR),
          "Start the release that wrote it, dump its database and restore the dump into an empty"
              + " folder; or name another folder by DATA_DIR.");
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
