package io.chatframe.faults.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PgBouncer in front of a database of the suite. */
public final class SuitePooler implements AutoCloseable {
  private static final int CONNECTIONS = 8;

  private final Process process;
  private final int port;

  private SuitePooler(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Empty if none is installed. */
  public static Optional<Path> program() {
    return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one.
   *
   * @param mode PgBouncer's {@code pool_mode}
   */
  public static SuitePooler start(Path folder, SuiteDatabase database, String mode)
      throws IOException {
    Files.createDirectories(folder);
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path users =
        Files.writeString(folder.resolve("users.txt"), database.forPooler().getValue() + "\n");
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            %s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = plain
            auth_file = %s
            pool_mode = %s
            default_pool_size = %d
            """
                .formatted(
                    database.forPooler().getKey(),
                    port,
                    users,
                    mode,
                    mode.equals("session") ? 40 : CONNECTIONS));
    List<String> command = new ArrayList<>();
    if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(program().orElseThrow().toString(), settings.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    Path log = folder.resolve("pgbouncer.log");
    builder.redirectOutput(log.toFile());
    var pooler = new SuitePooler(builder.start(), port);
    Runtime.getRuntime().addShutdownHook(new Thread(pooler::close));
    Awaitility.await("PgBouncer").atMost(Duration.ofSeconds(30)).until(() -> isUp(pooler, log));
    return pooler;
  }

  public int port() {
    return port;
  }

  /** Judged by its log, because another process may listen on its port. */
  private static boolean isUp(SuitePooler pooler, Path log) throws IOException {
    if (!pooler.process.isAlive()) {
      throw new AssertionError("PgBouncer ended while it started:\n" + Files.readString(log));
    }
    return Files.readString(log).contains(" process up: ");
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
