package io.chatframe.adapter.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import liquibase.ui.UIServiceEnum;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Brings the schema to what this release needs, before anything else speaks to the database. */
final class Migrations {
  // One node at a time: liquibase-sessionlock, found on the class path, holds an advisory lock as
  // long as its connection
  // lives. The check interval lets PostgreSQL notice within a second that a killed node's
  // connection is gone.
  private static final String OPTIONS =
      "-c client_connection_check_interval=1000 -c lock_timeout=5000";

  private Migrations() {}

  static SpringLiquibase of(DatabaseAddress address) {
    var liquibase = new OneAtATime();
    liquibase.setDataSource(connection(address));
    liquibase.setChangeLog("classpath:db/changelog/chatframe.yaml");
    liquibase.setUiService(UIServiceEnum.LOGGER);
    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
    liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
    liquibase.setAnalyticsEnabled(false);
    return liquibase;
  }

  /**
   * Straight to the database: a pool, ours or one between, may cut or hand on the connection that
   * holds the lock.
   */
  private static DataSource connection(DatabaseAddress address) {
    var source = new DriverManagerDataSource(address.url());
    address.user().ifPresent(source::setUsername);
    address.password().ifPresent(source::setPassword);
    var properties = new Properties();
    properties.setProperty("ApplicationName", "chatframe-migration");
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("options", OPTIONS);
    source.setConnectionProperties(properties);
    return source;
  }

  /**
   * Liquibase makes its own table while it reads the changelog, before it takes its lock: of two
   * nodes that start on an empty database at once, one would fail.
   */
  private static final class OneAtATime extends SpringLiquibase {
    private static final long TURN = 0x63686174_6672616DL;

    @Override
    public void afterPropertiesSet() throws LiquibaseException {
      try (Connection turn = getDataSource().getConnection();
          Statement statement = turn.createStatement()) {
        statement.execute("SET lock_timeout = '120s'");
        statement.execute("SELECT pg_advisory_lock(" + TURN + ")");
        super.afterPropertiesSet();
      } catch (SQLException e) {
        throw new DatabaseException(e);
      }
    }
  }
}
