package io.chatframe.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A PostgreSQL that can be stopped, frozen, killed and restarted, always on the same port and
 * folder. As durable as in production.
 */
public final class SuiteDatabase implements AutoCloseable {
  private static final String USER = "chatframe";
  private static final String PASSWORD = "only-for-the-fault-suite";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path programs;
  private final Path folder;
  private final int port;

  private SuiteDatabase(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  public static SuiteDatabase start(Path folder) throws IOException, InterruptedException {
    return start(folder, SuiteArchives.embedded());
  }

  /** The same with the programs of another version. */
  public static SuiteDatabase start(Path folder, Path programs)
      throws IOException, InterruptedException {
    var database = new SuiteDatabase(programs, folder.toAbsolutePath(), freePort());
    // Even if the suite is aborted.
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    database.create();
    database.start();
    return database;
  }

  /** The settings with which a node connects to it. */
  public Map<String, String> settings() {
    return Map.of("DATABASE_URL", url(), "DATABASE_USER", USER, "DATABASE_PASSWORD", PASSWORD);
  }

  public Connection connect() throws SQLException {
    return connect("postgres");
  }

  public Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=10&socketTimeout=30"
            .formatted(port, name),
        USER,
        PASSWORD);
  }

  /** The settings for connecting to a database of this server, at its own or a pooler's port. */
  public Map<String, String> settings(int port, String name) {
    // In the form that hosting providers issue.
    String url = "postgres://%s:%s@127.0.0.1:%d/%s".formatted(USER, PASSWORD, port, name);
    return Map.of("DATABASE_URL", url);
  }

  public int port() {
    return port;
  }

  /** A line for a pooler's list of databases, and one for its list of users. */
  Map.Entry<String, String> forPooler() {
    return Map.entry(
        "* = host=127.0.0.1 port=%d user=%s password=%s".formatted(port, USER, PASSWORD),
        "\"%s\" \"%s\"".formatted(USER, PASSWORD));
  }

  /** Starts it if it is stopped; waits until it answers. */
  public void start() throws IOException, InterruptedException {
    // After a kill the last backends may hold the shared memory for a moment.
    Awaitility.await("PostgreSQL to start").atMost(PATIENCE).until(this::startOnce);
  }

  private boolean startOnce() throws IOException, InterruptedException {
    return run("pg_ctl", "start", "-w", "-t", "30", "-D", cluster(), "-l", log().toString()) == 0;
  }

  /** Stops in order, cutting all connections. */
  public void stop() throws IOException, InterruptedException {
    requireZero("pg_ctl", "stop", "-w", "-t", "30", "-m", "fast", "-D", cluster());
  }

  /** Kills the main process; its backends notice and end. */
  public void kill() throws IOException {
    List<ProcessHandle> all = processes().toList();
    all.getFirst().destroyForcibly();
    Awaitility.await("PostgreSQL's processes to end")
        .atMost(PATIENCE)
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Freezes all its processes; they keep their connections. */
  public void freeze() throws IOException, InterruptedException {
    // The main one first, so that no new backend starts while the others are signalled.
    Signals.stop(processes().limit(1));
    Signals.stop(processes());
  }

  public void thaw() throws IOException, InterruptedException {
    Signals.resume(processes());
  }

  public boolean isRunning() {
    try {
      return processes().findFirst().filter(ProcessHandle::isAlive).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (isRunning()) {
        thaw();
        run("pg_ctl", "stop", "-w", "-t", "20", "-m", "immediate", "-D", cluster());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The main process first. */
  private Stream<ProcessHandle> processes() throws IOException {
    String pid = Files.readAllLines(folder.resolve("cluster/postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).stream()
        .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()));
  }

  private void create() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    requireZero(
        "initdb",
        "--pgdata=" + cluster(),
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale");
    Files.writeString(
        folder.resolve("cluster/postgresql.conf"),
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 100
        timezone = 'UTC'
        """
            .formatted(port));
  }

  private void requireZero(String program, String... arguments)
      throws IOException, InterruptedException {
    int code = run(program, arguments);
    if (code != 0) {
      throw new IOException(
          program
              + " failed with "
              + code
              + ": "
              + Files.readString(folder.resolve("programs.log")));
    }
  }

  private int run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    // PostgreSQL refuses to run as root.
    if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // To a file: the server would inherit a pipe and never close it.
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve("programs.log").toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private String cluster() {
    return folder.resolve("cluster").toString();
  }

  private Path log() {
    return folder.resolve("postgres.log");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
