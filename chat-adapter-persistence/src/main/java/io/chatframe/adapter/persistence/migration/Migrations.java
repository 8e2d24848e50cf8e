package io.chatframe.adapter.persistence.migration;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.connection.PostgresDriver;
import io.chatframe.adapter.persistence.connection.StartRefusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.UIServiceEnum;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Upgrades the schema to this release before anything else uses the database. */
public final class Migrations extends SpringLiquibase {
  private final DatabaseAddress address;

  private Migrations(DatabaseAddress address) {
    this.address = address;
  }

  public static SpringLiquibase of(DatabaseAddress address) {
    return of(address, "classpath:db/changelog/chatframe.yaml");
  }

  static SpringLiquibase of(DatabaseAddress address, String changelog) {
    var liquibase = new Migrations(address);
    // Bypass the pools, whose limits are for requests; a migration has its own limits.
    liquibase.setDataSource(
        PostgresDriver.connections(
            address, "migration", Map.of("loginTimeout", "10", "prepareThreshold", "0")));
    liquibase.setChangeLog(changelog);
    liquibase.setUiService(UIServiceEnum.LOGGER);
    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
    liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
    liquibase.setAnalyticsEnabled(false);
    return liquibase;
  }

  /**
   * Blocks until the upgrade is done, by this or another server.
   *
   * @throws FailureAnalyzedException if it fails, with a message for the operator
   */
  @Override
  public void afterPropertiesSet() {
    try (MigrationTurn _ = MigrationTurn.take(address)) {
      super.afterPropertiesSet();
    } catch (SQLException | LiquibaseException e) {
      throw StartRefusal.of(e, address).exception(e);
    }
  }

  @Override
  protected Database createDatabase(@Nullable Connection connection, ResourceAccessor resources)
      throws DatabaseException {
    var database = new MigratedPostgres();
    database.setConnection(new JdbcConnection(connection));
    return database;
  }
}
