package io.chatframe.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipFile;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Databases for tests, stopped at the end of the process that started them. */
public final class TestPostgres implements JdbcConnectionDetails {
  /** Shared by all databases of a module's tests, so that the programs are unpacked once. */
  static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  private static final String USER = "chatframe";
  private static final String PASSWORD = "only-for-tests";

  private final PostgresPrograms programs;
  private final Path folder;
  private final int port = EmbeddedPostgres.freePort();

  private TestPostgres(PostgresPrograms programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  /** The embedded database, in a new folder. */
  public static JdbcConnectionDetails embedded() {
    try {
      var postgres = EmbeddedPostgres.start(newFolder(), BINARIES);
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PostgreSQL of any version, from an archive like the embedded one's. */
  public static JdbcConnectionDetails of(Path archive) {
    try {
      var programs = new PostgresPrograms(PostgresBinaries.unpack(read(archive), BINARIES));
      var postgres = new TestPostgres(programs, newFolder());
      postgres.start();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return PASSWORD;
  }

  private static Path newFolder() throws IOException {
    return Files.createTempDirectory("chatframe-test-");
  }

  private static byte[] read(Path archive) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var packed =
          zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
      return zip.getInputStream(packed).readAllBytes();
    }
  }

  private void start() throws IOException {
    var password = Files.writeString(folder.resolve("password"), PASSWORD);
    run(
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
        fsync = off
        timezone = 'UTC'
        """
            .formatted(port));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    run("pg_ctl", "start", "-w", "-D", cluster(), "-l", folder.resolve("log").toString());
  }

  private void stop() {
    programs.run(
        Duration.ofSeconds(20), "pg_ctl", "stop", "-w", "-m", "immediate", "-D", cluster());
  }

  private void run(String program, String... arguments) {
    assertThat(programs.run(Duration.ofSeconds(60), program, arguments)).as(program).isEmpty();
  }

  private String cluster() {
    return folder.resolve("cluster").toString();
  }
}
