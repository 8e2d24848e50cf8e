package io.chatframe.adapter.persistence;

import io.chatframe.domain.port.StorageUnavailableException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the database needs done and nobody waits for: deletes what was given up, keeps searches up
 * with what was written, forgets old marks. In small steps, on a thread of its own, by one node at
 * a time; another one, or the next start, goes on after any of them. Thread-safe.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long KEY = 0x63686174_6B656570L;
  private static final long PAUSE_MILLIS = 2_000;
  private static final long MARKS_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Database database;
  private final SearchBlocks blocks = new SearchBlocks();
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closed;
  private long marksAt = System.nanoTime();

  Housekeeping(Database database) {
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
        tryRound();
        woken.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All there is to do now, unless another node is at it; for one thread at a time. */
  void round() throws InterruptedException {
    all(Purge::some);
    all(blocks::catchUp);
    if (System.nanoTime() - marksAt > MARKS_EVERY_NANOS) {
      all(Purge::marks);
      marksAt = System.nanoTime();
    }
  }

  private void tryRound() throws InterruptedException {
    try {
      round();
    } catch (StorageUnavailableException e) {
      LOG.debug("The database's housekeeping waits: it is unavailable");
    } catch (RuntimeException e) {
      // The loop must outlive a defect of one step; the class tells enough and carries no text.
      LOG.error("The database's housekeeping failed by {}", e.getClass().getName());
    }
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
