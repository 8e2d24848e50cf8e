package io.chatframe.domain.port.limit;

import io.chatframe.domain.port.InMemoryAudit;
import io.chatframe.domain.port.InMemoryRestrictions;
import org.junit.jupiter.api.Nested;

final class InMemoryAccessTest {
  @Nested
  final class Restrictions extends RestrictionContract {
    private final InMemoryRestrictions all = new InMemoryRestrictions();

    @Override
    protected RestrictionRepository restrictions() {
      return all;
    }
  }

  @Nested
  final class Audit extends AuditContract {
    private final InMemoryAudit all = new InMemoryAudit();

    @Override
    protected AuditLedger audit() {
      return all;
    }
  }
}
