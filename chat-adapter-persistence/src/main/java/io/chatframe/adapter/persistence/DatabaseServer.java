package io.chatframe.adapter.persistence;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.ClassUtils;

/**
 * The database behind the pools: one that runs elsewhere, or the embedded one, stopped when this is
 * closed.
 */
record DatabaseServer(DatabaseAddress address, Runnable stop) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseServer.class);
  private static final String EMBEDDED_LIBRARY =
      "io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver";

  /** Blocks until it answers. */
  static DatabaseServer of(PersistenceProperties properties) {
    if (!properties.embedded()) {
      var url = properties.databaseUrl();
      url.hints().forEach(LOG::warn);
      DatabaseArrival.await(url.address(), left(properties.waitFor()));
      return new DatabaseServer(url.address(), () -> {});
    }
    if (!ClassUtils.isPresent(EMBEDDED_LIBRARY, ClassUtils.getDefaultClassLoader())) {
      throw new FailureAnalyzedException(
          "DATABASE_URL is not set, and this build brings no embedded PostgreSQL.",
          "Set DATABASE_URL, as postgresql://user:password@host:5432/chatframe; or without user and"
              + " password, and those in DATABASE_USER and DATABASE_PASSWORD.");
    }
    var postgres = EmbeddedPostgres.start(properties.dataDir());
    return new DatabaseServer(postgres.address(), postgres::close);
  }

  /** Counted from the start of the process, so that a slow machine does not add to it. */
  private static Duration left(Duration waitFor) {
    var left = waitFor.minusMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public void close() {
    stop.run();
  }
}
