package io.chatframe.adapter.persistence.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * How connections are made, so that no wait is endless: not for a peer that is gone, nor for a
 * lock, a slow statement or a free connection.
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

  /** For messages, final states and everything visitors ask. */
  public static HikariDataSource main(DatabaseAddress address, int size) {
    return pool(new BoundedConnections(address, "chat", LIMITS), "chat", size);
  }

  /**
   * For the journal and the leases, so that a rush of visitors cannot hold them up. Commits do not
   * wait for the disk: at most a tick of text or a stamp is at stake.
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
    // With a minimum to keep, HikariCP goes on trying during an outage at growing intervals, up to
    // 5 s, and a caller waits for its next try even when the database is back.
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1_500);
    config.setValidationTimeout(1_000);
    // The database may come later than we do; the migration before us has already said so aloud.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
