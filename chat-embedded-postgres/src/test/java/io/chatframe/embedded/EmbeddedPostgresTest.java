package io.chatframe.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

@Timeout(120)
final class EmbeddedPostgresTest {
  @TempDir private Path folder;

  @Test
  void keepsItsDataBetweenRuns() throws SQLException {
    try (var postgres = start()) {
      ask(postgres, "CREATE TABLE kept AS SELECT 42 AS n");
    }

    try (var postgres = start()) {
      assertThat(ask(postgres, "SELECT n FROM kept")).isEqualTo("42");
    }
    assertThat(Postmaster.of(folder.resolve("postgres"))).isEmpty();
  }

  @Test
  void isDurableAndOpenToItsPasswordOnThisMachineOnly() throws SQLException, IOException {
    try (var postgres = start()) {
      assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
      assertThat(
              ask(
                  postgres,
                  "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
          .isEqualTo("0");
      assertThatThrownBy(() -> ask(postgres, "guess", "SELECT 1")).hasMessageContaining("password");
      assertThat(Files.getPosixFilePermissions(folder.resolve("postgres.password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void refusesADirectoryInUseByAnotherServer() throws SQLException {
    try (var postgres = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(FailureAnalyzedException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use");
      assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void refusesDataOfAnotherMajorVersion() throws IOException {
    var version = Files.createDirectory(folder.resolve("postgres")).resolve("PG_VERSION");
    Files.writeString(version, "17\n");

    for (int i = 0; i < 2; i++) {
      // The second attempt shows that a refused start releases the folder.
      assertThatThrownBy(this::start)
          .isInstanceOf(FailureAnalyzedException.class)
          .hasMessageContaining("written by PostgreSQL 17");
    }
    assertThat(version).hasContent("17");
  }

  @Test
  void refusesDataWhosePasswordIsMissing() throws IOException {
    start().close();
    Files.delete(folder.resolve("postgres.password"));

    assertThatThrownBy(this::start)
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("postgres.password");
  }

  @Test
  void takesOverFromAServerThatWasKilled() throws Exception {
    var server = serverOfItsOwn();
    var orphan =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> ready(server), Optional::isPresent)
            .orElseThrow();
    server.destroyForcibly().waitFor();
    assertThat(orphan.process().isAlive()).isTrue();

    long begun = System.nanoTime();
    try (var postgres = start()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      assertThat(orphan.process().isAlive()).isFalse();
      assertThat(ask(postgres, "SELECT n FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void leavesAnotherProcessWithTheIdOfAnOldRunAlone() throws Exception {
    start().close();
    var stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.write(
          folder.resolve("postgres").resolve(Postmaster.FILE),
          List.of(String.valueOf(stranger.pid()), folder.resolve("postgres").toString(), "1"));

      try (var postgres = start()) {
        assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        assertThat(stranger.isAlive()).isTrue();
      }
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void startsOverAfterAnInterruptedSetup() throws Exception {
    Files.createDirectories(folder.resolve("postgres.new"));
    Files.writeString(folder.resolve("postgres.new").resolve("PG_VERSION"), "18\n");

    try (var postgres = start()) {
      assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
    }
    assertThat(folder.resolve("postgres.new")).doesNotExist();
  }

  @Test
  void isBackByItselfAfterItWasKilled() throws SQLException {
    try (var postgres = start()) {
      ask(postgres, "CREATE TABLE kept AS SELECT 42 AS n");

      Postmaster.of(folder.resolve("postgres")).orElseThrow().process().destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(() -> ask(postgres, "SELECT n FROM kept").equals("42"));
    }
    assertThat(Postmaster.of(folder.resolve("postgres"))).isEmpty();
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder, TestPostgres.BINARIES);
  }

  private Process serverOfItsOwn() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledServer.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("server.out").toFile())
        .start();
  }

  private Optional<Postmaster> ready(Process server) {
    assertThat(server.isAlive()).isTrue();
    return Files.exists(folder.resolve("ready"))
        ? Postmaster.of(folder.resolve("postgres"))
        : Optional.empty();
  }

  static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
    return ask(postgres, postgres.getPassword(), sql);
  }

  private static String ask(EmbeddedPostgres postgres, String password, String sql)
      throws SQLException {
    try (var connection =
            DriverManager.getConnection(postgres.getJdbcUrl(), postgres.getUsername(), password);
        var statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      if (!rows) {
        return "";
      }
      try (var result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
