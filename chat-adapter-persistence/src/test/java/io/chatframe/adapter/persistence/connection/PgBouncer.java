package io.chatframe.adapter.persistence.connection;

import io.chatframe.adapter.persistence.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A PgBouncer in front of one database, in transaction mode. */
final class PgBouncer implements AutoCloseable {
  private final DatabaseAddress straight;
  private final Process process;
  private final int port;

  private PgBouncer(DatabaseAddress straight, Process process, int port) {
    this.straight = straight;
    this.process = process;
    this.port = port;
  }

  /** Starts one with this many connections to the database. */
  static PgBouncer before(DatabaseAddress straight, int connections) {
    try {
      int port = freePort();
      var process = new ProcessBuilder(command(straight, connections, port)).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      Awaitility.await("PgBouncer").atMost(Duration.ofSeconds(20)).until(() -> listens(port));
      return new PgBouncer(straight, process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(DatabaseAddress to, int connections, int port)
      throws IOException {
    Path folder = Files.createTempDirectory("chatframe-pgbouncer-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path users =
        Files.writeString(
            folder.resolve("users.txt"),
            "\"%s\" \"%s\"\n".formatted(to.user().orElseThrow(), to.password().orElseThrow()));
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            %1$s = host=127.0.0.1 port=%2$d dbname=%1$s user=%3$s password=%4$s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %5$d
            unix_socket_dir =
            auth_type = plain
            auth_file = %6$s
            pool_mode = transaction
            default_pool_size = %7$d
            logfile = %8$s
            """
                .formatted(
                    to.database(),
                    TestDatabase.port(to),
                    to.user().orElseThrow(),
                    to.password().orElseThrow(),
                    port,
                    users,
                    connections,
                    folder.resolve("log")));
    List<String> command = new ArrayList<>();
    command.add(PgBouncerCondition.program().orElseThrow().toString());
    command.add("-q");
    // Like PostgreSQL, it refuses to run as root.
    if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
      command.addAll(0, List.of("unshare", "-U"));
    }
    command.add(settings.toString());
    return command;
  }

  DatabaseAddress address() {
    return new DatabaseAddress(
        straight.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/"),
        straight.user(),
        straight.password());
  }

  /** The address of the database itself. */
  DatabaseAddress straight() {
    return straight;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
