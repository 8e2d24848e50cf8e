package io.chatframe.adapter.persistence.connection;

import com.zaxxer.hikari.HikariDataSource;
import io.chatframe.domain.port.StorageFullException;
import io.chatframe.domain.port.StorageUnavailableException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only access to a connection pool. Limits the time of every call, and converts every failure
 * caused by the database's state rather than by a bug to {@link StorageUnavailableException}.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** The interval of log lines about an outage, which affects many calls. */
  private static final long SAID_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final BoundedConnections connections;
  private final ConnectionQueue queue;
  private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - SAID_EVERY_NANOS - 1);

  public Database(HikariDataSource pool) {
    this(pool, (BoundedConnections) pool.getDataSource());
  }

  /**
   * @param connections the source of the pool's connections
   */
  Database(HikariDataSource pool, BoundedConnections connections) {
    this.pool = pool;
    this.jdbc = JdbcClient.create(pool);
    this.connections = connections;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.queue = new ConnectionQueue(pool.getMaximumPoolSize());
  }

  /** Runs a single statement in auto-commit mode. */
  public <T> T statement(Function<JdbcClient, T> work) {
    // Behind a pooler only a transaction has limits.
    return connections.straight() ? bounded(() -> work.apply(jdbc)) : transaction(work);
  }

  /** Runs statements in a transaction; an exception rolls it back. */
  public <T> T transaction(Function<JdbcClient, T> work) {
    return transaction(work, result -> true);
  }

  /** Runs statements in a transaction; rolls it back unless {@code keep} accepts the result. */
  public <T> T transaction(Function<JdbcClient, T> work, Predicate<T> keep) {
    return bounded(() ->
        transactions.execute(status -> {
          if (connections.pooled()) {
            jdbc.sql(connections.transactionBounds()).query(String.class).single();
          }
          T result = work.apply(jdbc);
          if (!keep.test(result)) {
            status.setRollbackOnly();
          }
          return result;
        }));
  }

  @Override
  public void close() {
    pool.close();
  }

  private <T> T bounded(Supplier<T> work) {
    enter();
    try {
      T result = work.get();
      queue.answered();
      return result;
    } catch (DataAccessException | TransactionException e) {
      if (isOutage(e)) {
        String state = SqlStates.of(e).orElse("no connection");
        throw SqlStates.isFull(state)
            ? new StorageFullException(told(state), e)
            : new StorageUnavailableException(told(state), e);
      }
      queue.answered();
      throw e;
    } finally {
      queue.release();
    }
  }

  private void enter() {
    try {
      queue.take();
    } catch (TimeoutException e) {
      throw new StorageUnavailableException(told(String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException("Interrupted while waiting for a connection", e);
    }
  }

  /** Creates the message of a refusal, and logs it from time to time. */
  private String told(String why) {
    long now = System.nanoTime();
    long said = saidAt.get();
    if (now - said > SAID_EVERY_NANOS && saidAt.compareAndSet(said, now)) {
      LOG.warn("Calls are refused: the database cannot answer: {}", why);
    }
    return "The database cannot answer: " + why;
  }

  private static boolean isOutage(Throwable failure) {
    // If opening, beginning or committing fails, Spring does not always keep the cause.
    return SqlStates.of(failure)
        .map(SqlStates::isOutage)
        .orElseGet(() ->
            failure instanceof TransactionException
                || SqlStates.cause(failure, SQLException.class) != null);
  }
}
