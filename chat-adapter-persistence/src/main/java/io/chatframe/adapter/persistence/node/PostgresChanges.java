package io.chatframe.adapter.persistence.node;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.connection.PostgresDriver;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.port.ChangeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for notifications of other nodes on its own connection. Does not listen through a pooler,
 * because LISTEN would stick to a connection that others use next; without it, changes are only
 * noticed later.
 */
public final class PostgresChanges implements ChangeSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresChanges.class);
  private static final long RETRY_SECONDS = 5;
  private static final int LISTEN_MILLIS = 10_000;

  private final DatabaseAddress address;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  public PostgresChanges(DatabaseAddress address) {
    this.address = address;
  }

  @Override
  public void listen(NodeId self, Runnable onChange) {
    Thread.ofVirtual().name("database-changes").start(() -> keepListening(self, onChange));
  }

  private void keepListening(NodeId self, Runnable onChange) {
    try {
      do {
        listenOnce(self, onChange);
      } while (!closed.await(RETRY_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listenOnce(NodeId self, Runnable onChange) {
    try (Connection opened = PostgresDriver.open(address, "listen", Map.of("loginTimeout", "2"))) {
      connection = opened;
      if (PostgresDriver.isPooled(opened)) {
        log.info("The database is behind a pooler: changes by other servers are polled for");
        closed.countDown();
        return;
      }
      try (var statement = opened.createStatement()) {
        statement.execute("LISTEN chatframe");
      }
      PGConnection postgres = opened.unwrap(PGConnection.class);
      while (closed.getCount() > 0) {
        tell(self, postgres.getNotifications(LISTEN_MILLIS), onChange);
        // Silence does not tell whether the peer is still alive.
        if (!opened.isValid(2)) {
          return;
        }
      }
    } catch (SQLException e) {
      log.debug("Notifications of changes do not arrive: {}", e.getSQLState());
    }
  }

  private static void tell(
      NodeId self, PGNotification @Nullable [] notifications, Runnable onChange) {
    if (notifications == null) {
      return;
    }
    for (PGNotification notification : notifications) {
      if (!notification.getParameter().equals(self.toString())) {
        onChange.run();
        return;
      }
    }
  }

  /** Stops listening; does not wait. */
  @Override
  public void close() {
    closed.countDown();
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("The listening connection was broken already: {}", e.getSQLState());
      }
    }
  }
}
