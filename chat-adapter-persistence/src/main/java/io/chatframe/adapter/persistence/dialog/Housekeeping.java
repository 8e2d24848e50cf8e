package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Background work in the database: deletes what was given up, keeps the search blocks current, and
 * forgets old marks. It works in small steps, on a thread of its own, on one node at a time;
 * another node, or the next start, can go on after any step. Thread-safe.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long KEY = 0x63686174_6B656570L;
  private static final long PAUSE_MILLIS = 2_000;
  private static final long MARKS_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

  /** A chore that fails will fail again and again; the log has one line about it in this time. */
  private static final long TOLD_EVERY_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Database database;
  private final SearchBlocks blocks = new SearchBlocks();
  private final Chore purge = new Chore("deleting", Purge::some);
  private final Chore search = new Chore("keeping searches up", blocks::catchUp);
  private final Chore marks = new Chore("forgetting", Purge::marks);
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closed;
  private long marksAt = System.nanoTime();

  public Housekeeping(Database database) {
    this.database = database;
  }

  /** Begins to do all of it again and again. */
  void start() {
    Thread.ofVirtual().name("database-housekeeping").start(this::keep);
  }

  /** Says that there is something to do; does not block. */
  void wake() {
    woken.release();
  }

  private void keep() {
    try {
      while (!closed) {
        try {
          round();
        } catch (RuntimeException e) {
          // The chore has logged it; the next round tries again.
          LOG.debug("A round of housekeeping failed by {}", e.getClass().getName());
        }
        woken.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * All there is to do now, unless another node is at it; for one thread at a time. Each chore is
   * tried, whatever became of the one before; the first failure is thrown in the end.
   */
  void round() throws InterruptedException {
    var failures = new ArrayList<RuntimeException>();
    purge.doAll().ifPresent(failures::add);
    search.doAll().ifPresent(failures::add);
    if (System.nanoTime() - marksAt > MARKS_EVERY_NANOS) {
      marks.doAll().ifPresentOrElse(failures::add, () -> marksAt = System.nanoTime());
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /** One kind of work, whose failures keep none of the others from being done. */
  private final class Chore {
    private final String name;
    private final Predicate<JdbcClient> step;
    private long toldAt = System.nanoTime() - TOLD_EVERY_NANOS - 1;

    Chore(String name, Predicate<JdbcClient> step) {
      this.name = name;
      this.step = step;
    }

    /** Does all of it there is; gives what it failed by. */
    Optional<RuntimeException> doAll() throws InterruptedException {
      try {
        all(step);
        return Optional.empty();
      } catch (RuntimeException e) {
        // A defect too: the other chores go on, and the next round tries this one again.
        tell(e);
        return Optional.of(e);
      }
    }

    private void tell(RuntimeException failure) {
      if (System.nanoTime() - toldAt > TOLD_EVERY_NANOS) {
        toldAt = System.nanoTime();
        LOG.warn("The database's housekeeping fails at {}: {}", name, why(failure));
      }
    }
  }

  private static String why(RuntimeException failure) {
    return failure instanceof StorageUnavailableException
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getName();
  }

  /**
   * As many steps as there are; each rests as long as it took, for it has time and others have not.
   */
  private void all(Predicate<JdbcClient> step) throws InterruptedException {
    boolean more = true;
    while (more && !closed) {
      long began = System.nanoTime();
      more = database.transaction(jdbc -> isOurTurn(jdbc) && step.test(jdbc));
      if (more) {
        TimeUnit.NANOSECONDS.sleep(System.nanoTime() - began);
      }
    }
  }

  private static boolean isOurTurn(JdbcClient jdbc) {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(:key)")
        .param("key", KEY)
        .query(Boolean.class)
        .single();
  }

  /** Ends after the step that is under way; does not wait for it. */
  @Override
  public void close() {
    closed = true;
    wake();
  }
}
