package io.chatframe.domain.port;

import io.chatframe.domain.access.AuditEntry;
import io.chatframe.domain.port.limit.AuditLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An audit log in memory. */
public final class InMemoryAudit implements AuditLedger {
  private final List<Numbered> all = new ArrayList<>();

  @Override
  public synchronized void record(List<AuditEntry> entries) {
    entries.forEach(entry -> all.add(new Numbered(all.size() + 1L, entry)));
  }

  @Override
  public synchronized List<Numbered> newest(Optional<Long> before, int limit) {
    return all.reversed().stream()
        .filter(entry -> entry.number() < before.orElse(Long.MAX_VALUE))
        .limit(limit)
        .toList();
  }
}
