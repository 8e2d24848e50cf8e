package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.process.SuiteDatabase;
import io.chatframe.faults.process.SuiteForm;
import io.chatframe.faults.process.SuiteNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Kill -9 while a server creates or changes its schema, {@code faults.starts} times. The start
 * after each kill must succeed, and no stored data may be missing. The moment is random: for every
 * other kill within the time that a migration takes here, for the rest after a number of
 * changesets.
 */
final class KilledStartFaults {
  private static final int STARTS = Integer.getInteger("faults.starts", 2);
  private static final int LONG_FORM = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int DIALOGS = 10_000;
  private static final SuiteForm FORM = SuiteForm.fromSystemProperties();

  /** Counts of the stored rows; the changesets after 0006 keep these tables and extend them. */
  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM dialog WHERE title = 'kept'),
             (SELECT count(*) FROM message WHERE text = 'kept'),
             (SELECT count(*) FROM reply WHERE status = 'completed'),
             (SELECT count(*) FROM attempt)
      """;

  /** Everything in a schema, and the data that a migration filled in. */
  private static final String OUTCOME =
      """
      SELECT md5(string_agg(line, chr(10) ORDER BY line COLLATE "C")), count(*),
             (SELECT md5(coalesce(string_agg(b::text, chr(10) ORDER BY dialog, seq), '')) FROM branch b)
      FROM (
        SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid)
        FROM pg_index JOIN pg_class c ON c.oid = indrelid
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT pg_get_triggerdef(t.oid)
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
        UNION ALL
        SELECT pg_get_functiondef(p.oid)
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
      ) AS schema (line)
      """;

  private static @Nullable SuiteDatabase database;
  private static @Nullable Path folder;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    folder = Files.createTempDirectory(target, "faults-");
    database = SuiteDatabase.start(folder.resolve("database"));
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void startsAfterEachKillOfAFirstStart() throws Exception {
    execute("postgres", "CREATE DATABASE first_start TEMPLATE template0");
    kills("first_start", "0 0 0 0");
  }

  @Test
  void startsAfterEachKillOfAnUpgradeAndHasEverythingThatWasStored() throws Exception {
    execute("postgres", "CREATE DATABASE upgrade TEMPLATE template0");
    try (var dump = KilledStartFaults.class.getResourceAsStream("/release-0006.sql")) {
      byte[] all = Objects.requireNonNull(dump).readAllBytes();
      execute("upgrade", new String(all, StandardCharsets.UTF_8));
    }
    store();
    kills("upgrade", "%d %d %d %d".formatted(DIALOGS, 4 * DIALOGS, 2 * DIALOGS, 2 * DIALOGS));
  }

  /** Stores data of the release with changesets 0001 to 0006: two branches in each dialog. */
  private static void store() throws SQLException {
    execute(
        "upgrade",
        """
        INSERT INTO dialog (id, visitor, assistant, title, next_seq, created_at, updated_at)
        SELECT md5('d' || i)::uuid, md5('v' || i)::uuid, 'default', 'kept', 5, now(), now()
        FROM generate_series(1, %1$d) i;
        INSERT INTO message (id, dialog, seq, parent, role, text, created_at)
        SELECT md5(n || 'm' || i)::uuid, md5('d' || i)::uuid, n,
               CASE WHEN n %% 2 = 0 THEN md5(n - 1 || 'm' || i)::uuid END,
               CASE WHEN n %% 2 = 0 THEN 'assistant' ELSE 'visitor' END, 'kept', now()
        FROM generate_series(1, %1$d) i, generate_series(1, 4) n ORDER BY i, n;
        INSERT INTO reply (id, dialog, owner, model, status, finish_reason, ended_at)
        SELECT id, dialog, gen_random_uuid(), 'scripted', 'completed', 'stop', now()
        FROM message WHERE role = 'assistant';
        INSERT INTO attempt (reply, n, base, model, started_at)
        SELECT id, 1, 0, 'scripted', now() FROM reply;
        """
            .formatted(DIALOGS));
  }

  private static void kills(String template, String stored) throws Exception {
    Random chance = FORM.random(template);
    int before = changesets(template);
    long span = undisturbed(template).toMillis();
    int all = changesets(template + "_whole");
    String outcome = query(template + "_whole", OUTCOME);
    assertThat(all).isGreaterThan(before);
    SuiteReport.say(
        "%s: %d changesets in %d ms, seed %d".formatted(template, all - before, span, FORM.seed()));
    int during = 0;
    int between = 0;
    for (int i = 0; i < STARTS; i++) {
      String name = template + "_" + i;
      try (var node = node(template, name)) {
        int done =
            i % 2 == 0
                ? killed(node, name, 0, chance.nextLong(span + 1))
                : killed(node, name, before + chance.nextInt(all - before), chance.nextLong(20));
        during += done < all ? 1 : 0;
        between += before < done && done < all ? 1 : 0;

        node.begin().awaitReady();

        assertThat(changesets(name)).isEqualTo(all);
        assertThat(query(name, OUTCOME)).isEqualTo(outcome);
        assertThat(query(name, COUNTS)).isEqualTo(stored);
      }
      execute("postgres", "DROP DATABASE %s WITH (FORCE)".formatted(name));
    }
    SuiteReport.say(
        "%s: of %d kills %d were before the last changeset, %d of them after the first"
            .formatted(template, STARTS, during, between));
    if (STARTS >= LONG_FORM) {
      assertThat(during).isGreaterThan(STARTS / 4);
      assertThat(between).isPositive();
    }
  }

  /**
   * Kills the node this long after its migration has done this many changesets; returns how many
   * are done then.
   */
  private static int killed(SuiteNode node, String name, int changesets, long delay)
      throws Exception {
    migrating(node, name);
    try (Connection connection = database().connect(name)) {
      Awaitility.await(changesets + " changesets")
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> changesets(connection) >= changesets);
    }
    assertThat(new CountDownLatch(1).await(delay, TimeUnit.MILLISECONDS)).isFalse();
    node.kill();
    // Statements in flight are committed or rolled back only now.
    await(name, false);
    int done = changesets(name);
    SuiteReport.say(
        "%s: killed %d ms after changeset %d, with %d".formatted(name, delay, changesets, done));
    return done;
  }

  /** Measures an undisturbed migration; leaves its database behind. */
  private static Duration undisturbed(String template) throws Exception {
    String name = template + "_whole";
    try (var node = node(template, name)) {
      migrating(node, name);
      long began = System.nanoTime();
      await(name, false);
      Duration span = Duration.ofNanos(System.nanoTime() - began);
      node.awaitReady();
      return span;
    }
  }

  private static SuiteNode node(String template, String name) throws IOException, SQLException {
    execute("postgres", "CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
    SuiteDatabase here = database();
    Map<String, String> settings = new HashMap<>(here.settings(here.port(), name));
    settings.put("TOKEN_SECRET", "only-for-the-fault-suite-" + "0".repeat(32));
    return new SuiteNode(name, Objects.requireNonNull(folder), settings, 256);
  }

  private static void migrating(SuiteNode node, String name) throws IOException, SQLException {
    node.begin();
    await(name, true);
  }

  /** Waits until the sessions of a migration exist, or are gone. */
  private static void await(String name, boolean there) throws SQLException {
    try (Connection connection = database().connect();
        var sessions =
            connection.prepareStatement(
                """
                SELECT count(*) > 0 FROM pg_stat_activity
                WHERE datname = ? AND application_name LIKE 'chatframe-migration%'
                """)) {
      sessions.setString(1, name);
      Awaitility.await("the migration " + (there ? "to begin" : "to end"))
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> {
            try (var row = sessions.executeQuery()) {
              return row.next() && row.getBoolean(1) == there;
            }
          });
    }
  }

  private static int changesets(String name) throws SQLException {
    try (Connection connection = database().connect(name)) {
      return changesets(connection);
    }
  }

  /** The number of recorded changesets. */
  private static int changesets(Connection connection) throws SQLException {
    String table = query(connection, "SELECT count(to_regclass('databasechangelog'))");
    return table.equals("0")
        ? 0
        : Integer.parseInt(query(connection, "SELECT count(*) FROM databasechangelog"));
  }

  private static void execute(String name, String sql) throws SQLException {
    try (Connection connection = database().connect(name);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(String name, String sql) throws SQLException {
    try (Connection connection = database().connect(name)) {
      return query(connection, sql);
    }
  }

  /** The columns of the first row, separated by blanks. */
  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      var row = new StringBuilder(rows.getString(1));
      for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
        row.append(' ').append(rows.getString(i));
      }
      return row.toString();
    }
  }

  private static SuiteDatabase database() {
    return Objects.requireNonNull(database, "the database has not started");
  }
}
