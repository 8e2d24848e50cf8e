package io.chatframe.application.access;

import io.chatframe.application.task.PeriodicTasks;
import io.chatframe.domain.access.AuditEntry;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.limit.AuditLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refusals in memory and records them from time to time, so that a flood of them costs a few
 * rows. Thread-safe; counting never blocks.
 */
public final class RefusalAudit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RefusalAudit.class);
  private static final Duration RECORD = Duration.ofSeconds(10);
  private static final int MOST_KINDS = 200;
  private static final String OTHERS = "others";

  private record RefusalKind(String actor, String action, String subject) {}

  private final AuditLedger audit;
  private final TimeSource time;
  private final PeriodicTasks tasks = new PeriodicTasks();
  private Map<RefusalKind, Long> counts = new HashMap<>();

  public RefusalAudit(AuditLedger audit, TimeSource time) {
    this.audit = audit;
    this.time = time;
  }

  /** Starts recording. */
  public void start() {
    tasks.every(RECORD, "audit", this::record);
  }

  /** Records what was counted last. */
  @Override
  public void close() {
    tasks.close();
    record();
  }

  /**
   * Counts a refusal.
   *
   * @param actor who was refused: a network
   * @param action the problem's code
   * @param subject what was asked for, such as a path without ids
   */
  public synchronized void refused(String actor, String action, String subject) {
    var kind = new RefusalKind(actor, action, subject);
    if (counts.size() >= MOST_KINDS && !counts.containsKey(kind)) {
      kind = new RefusalKind(OTHERS, action, "");
    }
    counts.merge(kind, 1L, Long::sum);
  }

  private synchronized Map<RefusalKind, Long> take() {
    Map<RefusalKind, Long> taken = counts;
    counts = new HashMap<>();
    return taken;
  }

  /** Records all that was counted; what cannot be recorded is lost. */
  void record() {
    List<AuditEntry> entries =
        take().entrySet().stream()
            .map(kind ->
                new AuditEntry(
                    time.now(),
                    kind.getKey().actor(),
                    kind.getKey().action(),
                    kind.getKey().subject(),
                    kind.getValue()))
            .toList();
    if (entries.isEmpty()) {
      return;
    }
    try {
      audit.record(entries);
    } catch (StorageUnavailableException e) {
      log.info(
          "{} kinds of refusals are not recorded: the database is unavailable", entries.size());
    }
  }
}
