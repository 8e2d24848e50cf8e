package io.chatframe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/** A PostgreSQL of any version, from an archive as the embedded one is brought in. */
final class TestPostgres {
  private static final String USER = "chatframe";
  private static final String PASSWORD = "only-for-tests";

  private final PostgresPrograms programs;
  private final Path folder;

  private TestPostgres(PostgresPrograms programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  /** Starts one that ends with this process. */
  static DatabaseAddress start(Path archive) {
    try {
      var programs =
          new PostgresPrograms(PostgresBinaries.unpack(read(archive), TestDatabase.BINARIES));
      var postgres = new TestPostgres(programs, Files.createTempDirectory("chatframe-test-"));
      return postgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path archive) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var packed =
          zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
      return zip.getInputStream(packed).readAllBytes();
    }
  }

  private DatabaseAddress start() throws IOException {
    var password = Files.writeString(folder.resolve("password"), PASSWORD);
    run(
        "initdb",
        "--pgdata=" + cluster(),
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale");
    int port = freePort();
    Files.writeString(
        folder.resolve("cluster/postgresql.conf"),
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        fsync = off
        timezone = 'UTC'
        """
            .formatted(port));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    run("pg_ctl", "start", "-w", "-D", cluster(), "-l", folder.resolve("log").toString());
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        Optional.of(USER),
        Optional.of(PASSWORD));
  }

  private void stop() {
    programs.run(
        Duration.ofSeconds(20),
        new StringBuilder(),
        "pg_ctl",
        List.of("stop", "-w", "-m", "immediate", "-D", cluster()));
  }

  private void run(String program, String... arguments) {
    var output = new StringBuilder();
    if (programs.run(Duration.ofSeconds(60), output, program, List.of(arguments)) != 0) {
      throw new AssertionError(program + " failed: " + output);
    }
  }

  private String cluster() {
    return folder.resolve("cluster").toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
