package io.chatframe.adapter.persistence;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.connection.Pools;
import io.chatframe.adapter.persistence.connection.PostgresDriver;
import io.chatframe.adapter.persistence.dialog.Housekeeping;
import io.chatframe.adapter.persistence.dialog.HousekeepingRound;
import io.chatframe.adapter.persistence.dialog.JdbcDialogRepository;
import io.chatframe.adapter.persistence.migration.Migrations;
import io.chatframe.adapter.persistence.node.JdbcNodeRepository;
import io.chatframe.adapter.persistence.reply.JdbcReplyJournal;
import io.chatframe.adapter.persistence.reply.JdbcReplyRepository;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.embedded.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import liquibase.exception.LiquibaseException;
import org.springframework.core.io.DefaultResourceLoader;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One migrated PostgreSQL for all tests of a run: in a container if Docker is available, otherwise
 * embedded; of another version if {@code postgres.archive} names its archive. Tests share it, so
 * each uses its own ids.
 */
public final class TestDatabase {
  private final DatabaseAddress address;
  private final Database main;
  private final Database journal;
  private final Housekeeping housekeeping;

  /** Connects to a database and migrates it. */
  public TestDatabase(DatabaseAddress address) {
    this.address = address;
    migrate(address);
    main = new Database(Pools.main(address, 10));
    journal = new Database(Pools.journal(address));
    housekeeping = new Housekeeping(main, Duration.ofHours(1), Duration.ZERO);
  }

  public static TestDatabase shared() {
    return Shared.DATABASE;
  }

  public static void migrate(DatabaseAddress address) {
    var migrations = Migrations.of(address);
    migrations.setResourceLoader(new DefaultResourceLoader());
    try {
      migrations.afterPropertiesSet();
    } catch (LiquibaseException e) {
      throw new AssertionError(e);
    }
  }

  public DatabaseAddress address() {
    return address;
  }

  public Database database() {
    return main;
  }

  public ReplyRepository replies() {
    return new JdbcReplyRepository(main);
  }

  public DialogRepository dialogs() {
    return new JdbcDialogRepository(main, housekeeping);
  }

  /** Runs the background work at once. */
  public void keepHouse() {
    HousekeepingRound.of(housekeeping);
  }

  public ReplyJournal journal() {
    return new JdbcReplyJournal(journal);
  }

  public NodeRepository nodes() {
    return new JdbcNodeRepository(journal);
  }

  /** Creates an empty database for one test on the same server. */
  public static DatabaseAddress empty(String name) {
    return copy(name, "template0");
  }

  /** Copies a template database, to which nobody may be connected. */
  public static DatabaseAddress copy(String name, String template) {
    execute(
        shared().address(),
        "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name),
        "CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
    return shared().named(name);
  }

  private DatabaseAddress named(String name) {
    return new DatabaseAddress(
        address.url().replaceFirst("/[^/?]+(\\?.*)?$", "/" + name),
        address.user(),
        address.password());
  }

  /** The same database with a session setting, encoded as in a URL. */
  public static DatabaseAddress with(DatabaseAddress address, String setting) {
    String next = address.url().contains("?") ? "&" : "?";
    return new DatabaseAddress(
        address.url() + next + "options=-c%20" + setting, address.user(), address.password());
  }

  public static int port(DatabaseAddress address) {
    return Integer.parseInt(address.place().replaceAll("/.*|.*:", ""));
  }

  public static void execute(DatabaseAddress at, String... statements) {
    try (var connection = PostgresDriver.open(at, "test", Map.of());
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The first column of all rows, as text. */
  public static List<String> query(DatabaseAddress at, String sql) {
    try (var connection = PostgresDriver.open(at, "test", Map.of());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(String.valueOf(rows.getString(1)));
      }
      return all;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static DatabaseAddress start() {
    String archive = System.getProperty("postgres.archive", "");
    if (!archive.isEmpty()) {
      return DatabaseAddress.of(TestPostgres.of(Path.of(archive)));
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? contained()
        : DatabaseAddress.of(TestPostgres.embedded());
  }

  // Testcontainers' own reaper stops it after the run.
  @SuppressWarnings("resource")
  private static DatabaseAddress contained() {
    var container = new PostgreSQLContainer("postgres:18");
    container.start();
    return new DatabaseAddress(
        container.getJdbcUrl(),
        Optional.of(container.getUsername()),
        Optional.of(container.getPassword()));
  }

  /** Started on demand: tests of the life cycle start their own databases. */
  private static final class Shared {
    private static final TestDatabase DATABASE = new TestDatabase(start());
  }
}
