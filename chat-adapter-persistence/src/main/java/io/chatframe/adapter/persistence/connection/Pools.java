package io.chatframe.adapter.persistence.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * Creates the connection pools. No wait is unlimited: not for a lost peer, a lock, a slow statement
 * or a free connection.
 */
public final class Pools {
  private static final Map<String, String> LIMITS =
      Map.of(
          "statement_timeout",
          "1800ms",
          "lock_timeout",
          "1500ms",
          "idle_in_transaction_session_timeout",
          "4s");

  private Pools() {}

  /** For messages, final states and all visitors' requests. */
  public static HikariDataSource main(DatabaseAddress address, int size) {
    return pool(new BoundedConnections(address, "chat", LIMITS), "chat", size);
  }

  /**
   * For the journal and the leases, so that load from visitors cannot delay them. Commits do not
   * wait for the disk, because at most a tick of text or a stamp can be lost.
   */
  public static HikariDataSource journal(DatabaseAddress address) {
    var limits = new TreeMap<>(LIMITS);
    limits.put("synchronous_commit", "off");
    return pool(new BoundedConnections(address, "journal", limits), "journal", 2);
  }

  private static HikariDataSource pool(BoundedConnections connections, String name, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(connections);
    config.setMaximumPoolSize(size);
    // With a minimum of idle connections HikariCP retries during an outage at intervals of up to 5
    // s, and callers would wait for its next attempt even after the database is back.
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1_500);
    config.setValidationTimeout(1_000);
    // Do not fail if the database is unavailable; the preceding migration already reported that.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
