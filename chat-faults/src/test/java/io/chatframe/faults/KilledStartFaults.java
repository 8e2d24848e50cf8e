package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Kill -9 while a server makes or changes its schema. {@code faults.starts} says how often; the
 * start after each kill must be well, and nothing that was stored may be missing.
 */
final class KilledStartFaults {
  private static final int STARTS = Integer.getInteger("faults.starts", 2);
  private static final int DIALOGS = 500;

  private static SuiteDatabase database;
  private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    folder = Files.createTempDirectory(target, "faults-");
    database = SuiteDatabase.start(folder.resolve("database"));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void startsAfterEachKillOfAFirstStart() throws Exception {
    execute("postgres", "CREATE DATABASE first_start TEMPLATE template0");
    kills("first_start", 0);
  }

  @Test
  void startsAfterEachKillOfAnUpgradeAndHasEverythingThatWasStored() throws Exception {
    execute("postgres", "CREATE DATABASE upgrade TEMPLATE template0");
    try (var dump = KilledStartFaults.class.getResourceAsStream("/release-0006.sql")) {
      execute("upgrade", new String(dump.readAllBytes(), StandardCharsets.UTF_8));
    }
    execute(
        "upgrade",
        """
        INSERT INTO dialog (id, visitor, assistant, title, created_at, updated_at, next_seq)
        SELECT gen_random_uuid(), gen_random_uuid(), 'default', 'kept', now(), now(), 2
        FROM generate_series(1, %1$d);
        INSERT INTO message (id, dialog, seq, role, text, created_at)
        SELECT gen_random_uuid(), id, 1, 'visitor', 'kept', now() FROM dialog;
        """
            .formatted(DIALOGS));
    kills("upgrade", DIALOGS);
  }

  private static void kills(String template, int stored) throws Exception {
    var chance = new Random(Long.getLong("faults.seed", System.nanoTime()));
    for (int i = 0; i < STARTS; i++) {
      String name = template + "_" + i;
      execute("postgres", "CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
      Map<String, String> settings = new HashMap<>(database.settings(database.port(), name));
      settings.put("TOKEN_SECRET", "only-for-the-fault-suite-" + "0".repeat(32));
      try (var node = new SuiteNode(name, folder, settings, 256)) {
        node.begin();
        Awaitility.await("the migration")
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> migrates(name));
        long delay = chance.nextLong(0, 1_500);
        assertThat(new CountDownLatch(1).await(delay, TimeUnit.MILLISECONDS)).isFalse();
        node.kill();
        List<String> left =
            query(name, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
        node.begin().awaitReady();
        SuiteReport.say(
            "%s: killed after %d ms with %s tables".formatted(name, delay, left.getFirst()));
        assertThat(query(name, "SELECT count(*) FROM message WHERE text = 'kept'"))
            .containsExactly(String.valueOf(stored));
      }
      execute("postgres", "DROP DATABASE %s WITH (FORCE)".formatted(name));
    }
  }

  private static boolean migrates(String name) throws SQLException {
    return !query(
            "postgres",
            """
            SELECT 1 FROM pg_stat_activity
            WHERE datname = '%s' AND application_name LIKE 'chatframe-migration%%'
            """
                .formatted(name))
        .isEmpty();
  }

  private static void execute(String name, String sql) throws SQLException {
    try (Connection connection = database.connect(name);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> query(String name, String sql) throws SQLException {
    try (Connection connection = database.connect(name);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }
}
