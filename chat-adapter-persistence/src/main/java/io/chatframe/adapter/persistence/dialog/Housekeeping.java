package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.domain.port.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Background work in the database: deletes discarded rows, updates the search blocks, and removes
 * old tombstones. Works in small steps, on its own thread, on one node at a time; another node or
 * the next start can continue after any step. Thread-safe.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long KEY = 0x63686174_6B656570L;
  private static final long PAUSE_MILLIS = 2_000;
  private static final Duration MARKS_EVERY = Duration.ofHours(1);
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

  /** The interval of log lines about a chore that keeps failing. */
  private static final long TOLD_EVERY_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Database database;
  private final SearchBlocks blocks;
  private final Chore purge = new Chore("deleting", Purge::some);
  private final Chore counters = new Chore("forgetting counters", Purge::counters);
  private final Chore uses = new Chore("forgetting uses", Purge::uses);
  private final Chore search;
  private final Chore marks = new Chore("forgetting", Purge::marks);
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closed;
  private volatile @Nullable Thread keeper;
  private final Duration marksEvery;
  private long marksAt = System.nanoTime();

  public Housekeeping(Database database) {
    this(database, MARKS_EVERY, QUIET);
  }

  /**
   * @param marksEvery the interval at which old tombstones are looked for
   * @param quiet how long a dialog is left alone after a change
   */
  public Housekeeping(Database database, Duration marksEvery, Duration quiet) {
    this.database = database;
    this.marksEvery = marksEvery;
    this.blocks = new SearchBlocks(quiet);
    this.search = new Chore("keeping searches up", blocks::catchUp);
  }

  /** Starts the periodic work. */
  void start() {
    keeper = Thread.ofVirtual().name("database-housekeeping").start(this::keep);
  }

  /** Signals that there is work; does not block. */
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
          LOG.debug("A round of housekeeping failed with {}", e.getClass().getName());
        }
        woken.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does all pending work, unless another node is doing it; for one thread at a time. Tries every
   * chore even if an earlier one fails, then throws the first failure.
   */
  public void round() throws InterruptedException {
    var failures = new ArrayList<RuntimeException>();
    purge.doAll().ifPresent(failures::add);
    search.doAll().ifPresent(failures::add);
    counters.doAll().ifPresent(failures::add);
    uses.doAll().ifPresent(failures::add);
    if (System.nanoTime() - marksAt > marksEvery.toNanos()) {
      marks.doAll().ifPresentOrElse(failures::add, () -> marksAt = System.nanoTime());
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /** One kind of work; its failures do not affect the others. */
  private final class Chore {
    private final String name;
    private final Predicate<JdbcClient> step;
    private long toldAt = System.nanoTime() - TOLD_EVERY_NANOS - 1;

    Chore(String name, Predicate<JdbcClient> step) {
      this.name = name;
      this.step = step;
    }

    /** Does all pending work of this kind; returns the failure, if any. */
    Optional<RuntimeException> doAll() throws InterruptedException {
      try {
        all(step);
        return Optional.empty();
      } catch (RuntimeException e) {
        // Catches bugs too: the other chores continue, and the next round retries this one.
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

  /** Runs all steps, pausing after each for as long as it took, so that other work has priority. */
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

  /**
   * Stops after the current step, and waits for its end, but not for long: whoever closes this
   * closes the pool next, and would break the step's connection.
   */
  @Override
  public void close() {
    closed = true;
    wake();
    Thread working = keeper;
    if (working != null) {
      try {
        boolean _ = working.join(LONGEST_STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
