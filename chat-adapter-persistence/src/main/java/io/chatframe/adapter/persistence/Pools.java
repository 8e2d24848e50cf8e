package io.chatframe.adapter.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * How connections are made, so that no wait is endless: not for a peer that is gone, nor for a
 * lock, a slow statement or a free connection.
 */
final class Pools {
  private static final String LIMITS =
      "SET statement_timeout = '1800ms'; SET lock_timeout = '1500ms'; SET transaction_timeout = '4s'";

  private Pools() {}

  /** For messages, final states and everything visitors ask. */
  static HikariDataSource main(DatabaseAddress address, int size) {
    return pool(address, "chat", size, LIMITS);
  }

  /**
   * For the journal and the leases, so that a rush of visitors cannot hold them up. Commits do not
   * wait for the disk: at most a tick of text or a stamp is at stake.
   */
  static HikariDataSource journal(DatabaseAddress address) {
    return pool(address, "journal", 2, LIMITS + "; SET synchronous_commit = off");
  }

  private static HikariDataSource pool(
      DatabaseAddress address, String name, int size, String initSql) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.url());
    address.user().ifPresent(config::setUsername);
    address.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(size);
    // With a minimum to keep, HikariCP goes on trying during an outage at growing intervals, up to
    // 5 s, and a caller
    // waits for its next try even when the database is back.
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1_500);
    config.setValidationTimeout(1_000);
    // The database may come later than we do; the migration before us has already said so aloud.
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(initSql);
    config.addDataSourceProperty("ApplicationName", "chatframe-" + name);
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("loginTimeout", "2");
    // Longer than statement_timeout: only a peer that is silent altogether runs into it.
    config.addDataSourceProperty("socketTimeout", "2");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // The detail of an error may quote a row, and so what a visitor wrote.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return new HikariDataSource(config);
  }
}
