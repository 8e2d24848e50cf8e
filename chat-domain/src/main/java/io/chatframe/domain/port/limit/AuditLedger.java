package io.chatframe.domain.port.limit;

import io.chatframe.domain.access.AuditEntry;
import java.util.List;
import java.util.Optional;

/**
 * The record of what operators did and of what was refused. Kept for 190 days. Each method throws
 * the exception of an unavailable storage if the database does not answer within a few seconds.
 */
public interface AuditLedger {
  /** Records entries, whose time is the database's own. */
  void record(List<AuditEntry> entries);

  /**
   * Returns the newest entries first.
   *
   * @param before the number of the entry that follows those; empty for the newest
   * @param limit the most entries to return, from 1
   */
  List<Numbered> newest(Optional<Long> before, int limit);

  /**
   * An entry with its number, which grows.
   *
   * @param number from 1
   */
  record Numbered(long number, AuditEntry entry) {}
}
