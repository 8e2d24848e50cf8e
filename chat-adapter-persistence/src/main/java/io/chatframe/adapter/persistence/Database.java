package io.chatframe.adapter.persistence;

import com.zaxxer.hikari.HikariDataSource;
import io.chatframe.domain.port.StorageUnavailableException;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way to a pool of connections. Every call is bounded in time, and every failure that is
 * the database's state rather than our mistake comes out as {@link StorageUnavailableException}.
 */
final class Database implements AutoCloseable {
  /** How long a caller waits for its turn at a busy pool, before it asks the pool itself. */
  private static final long TURN_MILLIS = 1_000;

  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  // HikariCP lets many waiting virtual threads spin; they wait here instead, first come first
  // served.
  private final Semaphore turns;

  Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbc = JdbcClient.create(pool);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.turns = new Semaphore(pool.getMaximumPoolSize(), true);
  }

  /** Runs a single statement, which commits by itself. */
  <T> T statement(Function<JdbcClient, T> work) {
    return bounded(() -> work.apply(jdbc));
  }

  /** Runs several statements as one; an exception rolls them back. */
  <T> T transaction(Function<JdbcClient, T> work) {
    return transaction(work, result -> true);
  }

  /** Runs several statements as one, rolled back where the result is not to be kept. */
  <T> T transaction(Function<JdbcClient, T> work, Predicate<T> keep) {
    return bounded(() ->
        transactions.execute(status -> {
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

  private <T> T bounded(Work<T> work) {
    takeTurn();
    try {
      return work.run();
    } catch (DataAccessException | TransactionException e) {
      if (isOutage(e)) {
        throw new StorageUnavailableException("The database cannot answer: " + state(e), e);
      }
      throw e;
    } finally {
      turns.release();
    }
  }

  private void takeTurn() {
    try {
      if (!turns.tryAcquire(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new StorageUnavailableException(
            "The database cannot answer: its connections are all busy", new TimeoutException());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException("Interrupted while waiting for a connection", e);
    }
  }

  private static boolean isOutage(Throwable failure) {
    var cause = sqlCause(failure);
    if (cause == null) {
      // Spring reports a connection it could not open, begin on or commit on without always keeping
      // the cause.
      return failure instanceof TransactionException;
    }
    var state = cause.getSQLState();
    return state == null || SqlStates.isOutage(state);
  }

  private static String state(Throwable failure) {
    var cause = sqlCause(failure);
    return cause == null || cause.getSQLState() == null ? "no connection" : cause.getSQLState();
  }

  private static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** What runs on a connection; never null, unlike what Spring's callbacks may give. */
  private interface Work<T> {
    T run();
  }
}
