package io.chatframe.adapter.persistence.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Migrations that are interrupted anywhere, and the start after that. */
@Timeout(120)
final class MigrationsTest {
  private static final String TEMPLATE = "before_all";

  private static final String SCHEMA =
      """
      SELECT 'column ' || attrelid::regclass || '.' || attname || ' '
             || format_type(atttypid, atttypmod) || ' ' || attnotnull
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
      UNION ALL
      SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL
      SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
      ORDER BY 1
      """;

  /** Tables that are locked against writes of live nodes. */
  private static final String LOCKED =
      """
      SELECT DISTINCT relname FROM pg_locks JOIN pg_class c ON c.oid = relation
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND granted
        AND relname <> 'databasechangelog'
        AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
      ORDER BY relname
      """;

  private static final String RAN = "SELECT id FROM databasechangelog ORDER BY orderexecuted";

  /** The checksums of changesets up to 0006 in existing databases; those are never edited. */
  private static final String CHECKSUMS =
      """
      9:b799efaae09334f2dbf7319ae6264540
      9:790000ef2c3537b9349b731594ab1e3c
      9:6f5ff4f58ed006ed1ad32195e7f7669c
      9:894659b9ea40c80b9417583af2017fde
      9:a376ee89ea610da0ba13bda143dec077
      9:b36104d8f859afce4fbabd38ff31226b
      9:9dc7f80d0d7a383f850698c23dcbdf87
      9:72bf6282894dd6fb746dee7bf9d45d51
      9:e08fe917b67a8b6c002359395707e573
      9:e5145e63a0634cfd06d748d02f73af72
      9:77cb3c8b4730b0ba4dcaaf1e7f2a33d1
      9:b40efda65f46358242dfaa7d70163f96
      """;

  private static List<String> changesets = List.of();
  private static List<String> schema = List.of();

  /** Creates a template database with only Liquibase's table, copied for each test. */
  @BeforeAll
  static void prepare() {
    var all = TestDatabase.empty("after_all");
    TestDatabase.migrate(all);
    changesets = TestDatabase.query(all, RAN);
    schema = TestDatabase.query(all, SCHEMA);
    var none = TestDatabase.copy(TEMPLATE, "after_all");
    String tables =
        TestDatabase.query(
                none,
                """
                SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
                  AND relkind = 'r' AND relname <> 'databasechangelog'
                """)
            .stream()
            .collect(Collectors.joining(", "));
    TestDatabase.execute(
        none,
        "DROP TABLE " + tables + " CASCADE",
        "DELETE FROM databasechangelog",
        """
        DO $$
        DECLARE made regprocedure;
        BEGIN
          FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP
            EXECUTE 'DROP FUNCTION ' || made;
          END LOOP;
        END $$
        """,
        """
        CREATE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN PERFORM pg_sleep(100); RETURN NEW; END $$
        """);
  }

  @TestFactory
  List<DynamicTest> startsAfterAKillBetweenAnyChangesetAndItsRecord() {
    return changesets.stream()
        .map(changeset -> DynamicTest.dynamicTest(changeset, () -> killsAt(changeset)))
        .toList();
  }

  private static void killsAt(String changeset) {
    var address = TestDatabase.copy("killed", TEMPLATE);

    cut(
        address,
        changeset,
        () ->
            assertThat(TestDatabase.query(address, LOCKED))
                .as("tables that live nodes cannot write to meanwhile")
                .satisfiesAnyOf(
                    tables -> assertThat(List.copyOf(tables)).hasSizeLessThan(2),
                    // In the order of transactions that write to both.
                    tables ->
                        assertThat(List.copyOf(tables)).isEqualTo(List.of("branch", "dialog"))));

    TestDatabase.migrate(address);
    assertThat(TestDatabase.query(address, RAN)).isEqualTo(changesets);
    assertThat(TestDatabase.query(address, SCHEMA)).isEqualTo(schema);
    // The kill left nothing of it: it was created again, not found.
    assertThat(
            TestDatabase.query(
                address, "SELECT exectype FROM databasechangelog WHERE id = '" + changeset + "'"))
        .containsExactly("EXECUTED");
  }

  /** Interrupts a migration between a changeset and its record, after inspecting its locks. */
  private static void cut(DatabaseAddress address, String changeset, Runnable look) {
    TestDatabase.execute(
        address,
        """
        CREATE TRIGGER held BEFORE INSERT ON databasechangelog FOR EACH ROW
        WHEN (NEW.id = '%s') EXECUTE FUNCTION sleep()
        """
            .formatted(changeset));
    var migration = CompletableFuture.runAsync(() -> TestDatabase.migrate(address));
    var held =
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = 'killed' AND wait_event = 'PgSleep'
        """;
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> TestDatabase.query(TestDatabase.shared().address(), held).equals(List.of("1")));
    try {
      look.run();
    } finally {
      TestDatabase.query(
          TestDatabase.shared().address(),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'killed'");
    }
    assertThatThrownBy(migration::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(FailureAnalyzedException.class);
    TestDatabase.execute(address, "DROP TRIGGER held ON databasechangelog");
  }

  @Test
  void findsTheExistingBranchesAndBlocksNoDialog() {
    var address = TestDatabase.copy("killed", TEMPLATE);
    cut(address, "0008-searched", () -> {});
    TestDatabase.execute(
        address,
        """
        INSERT INTO dialog (id, visitor, assistant, title, next_seq, created_at, updated_at)
        SELECT md5('dialog' || n)::uuid, md5('visitor')::uuid, 'default', '', 5, now(), now()
        FROM generate_series(1, 2) n
        """,
        // The third is the first one edited, the fourth the second one asked for again.
        """
        INSERT INTO message (id, dialog, seq, parent, role, text, created_at)
        SELECT md5(d.id::text || seq)::uuid, d.id, seq, md5(d.id::text || parent)::uuid,
          role, '', now()
        FROM dialog d, (VALUES (1, NULL, 'visitor'), (2, 1, 'assistant'), (3, NULL, 'visitor'),
          (4, 1, 'assistant')) AS m (seq, parent, role)
        """);
    var free = "SELECT count(*) FROM (SELECT FROM dialog FOR UPDATE SKIP LOCKED) free";

    cut(
        address,
        "0009-branch-fill",
        () -> assertThat(TestDatabase.query(address, free)).containsExactly("2"));
    cut(
        address,
        "0009-branch-dialog-checked",
        () -> assertThat(TestDatabase.query(address, free)).containsExactly("2"));

    TestDatabase.migrate(address);
    assertThat(
            TestDatabase.query(address, "SELECT seq || ' ' || parent_seq FROM branch ORDER BY 1"))
        .containsExactly("3 0", "3 0", "4 1", "4 1");
    TestDatabase.execute(address, "DELETE FROM dialog");
    assertThat(TestDatabase.query(address, "SELECT seq FROM branch")).isEmpty();
  }

  /** Earlier releases left such a database if killed, because they used two transactions. */
  @TestFactory
  List<DynamicTest> startsOnADatabaseThatAnEarlierReleaseLeftBetweenTheTwo() {
    return changesets.stream()
        .filter(changeset -> changeset.compareTo("0007") < 0)
        .map(changeset -> DynamicTest.dynamicTest(changeset, () -> repairs(changeset)))
        .toList();
  }

  private static void repairs(String changeset) {
    var address = TestDatabase.copy("broken", "after_all");
    TestDatabase.execute(address, "DELETE FROM databasechangelog WHERE id = '" + changeset + "'");

    TestDatabase.migrate(address);

    assertThat(TestDatabase.query(address, RAN)).containsExactlyInAnyOrderElementsOf(changesets);
    assertThat(TestDatabase.query(address, SCHEMA)).isEqualTo(schema);
  }

  @ParameterizedTest
  @CsvSource({
    "'PostgreSQL 14.1 on x86_64-pc-linux-gnu, compiled by gcc, 64-bit', 140001, 1s",
    "'PostgreSQL 17.2 on aarch64-unknown-linux-musl, compiled by gcc, 64-bit', 170002, 1s",
    "'PostgreSQL 15.3 on aarch64-apple-darwin22.4.0, compiled by clang, 64-bit', 150003, 1s",
    "'PostgreSQL 14.9 on x86_64-apple-darwin20.6.0, compiled by clang, 64-bit', 140009, 0",
    "'PostgreSQL 17.2 on x86_64-windows, compiled by msvc-19.42.34435, 64-bit', 170002, 0",
    "'PostgreSQL 14.9, compiled by Visual C++ build 1937, 64-bit', 140009, 0",
  })
  void detectsLostClientsOnlyWhereTheServerCan(String version, String number, String interval) {
    var address = TestDatabase.copy("of_another_system", TEMPLATE);
    TestDatabase.execute(
        address,
        "CREATE FUNCTION version() RETURNS text RETURN '%s'".formatted(version),
        """
        CREATE FUNCTION current_setting(name text) RETURNS text RETURN
          CASE name WHEN 'server_version_num' THEN '%s' ELSE pg_catalog.current_setting(name) END
        """
            .formatted(number));

    // In one transaction, for which the setting is valid.
    var settings =
        TestDatabase.query(
            TestDatabase.with(address, "search_path=public,pg_catalog"),
            "SELECT pg_catalog.current_setting('client_connection_check_interval') FROM (SELECT "
                + MigrationTurn.NOTICE_LOST_CLIENTS
                + " OFFSET 0) AS noticed (done) WHERE done IS DISTINCT FROM ''");

    assertThat(settings).containsExactly(interval);
  }

  @Test
  void migratesOnOneServerWhileTheOthersWait() {
    var address = TestDatabase.empty("shared_by_three");

    var three =
        List.of(1, 2, 3).stream()
            .map(_ -> CompletableFuture.runAsync(() -> TestDatabase.migrate(address)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(three).join();

    assertThat(TestDatabase.query(address, RAN)).isEqualTo(changesets);
    assertThat(TestDatabase.query(address, "SELECT to_regclass('databasechangeloglock') IS NULL"))
        .containsExactly("t");
  }

  @Test
  void keepsTheChecksumsThatDatabasesOfEarlierReleasesHave() {
    var recorded = "SELECT md5sum FROM databasechangelog WHERE id < '0007' ORDER BY orderexecuted";

    assertThat(TestDatabase.query(TestDatabase.copy("recorded", "after_all"), recorded))
        .containsExactly(CHECKSUMS.lines().toArray(String[]::new));
  }
}
