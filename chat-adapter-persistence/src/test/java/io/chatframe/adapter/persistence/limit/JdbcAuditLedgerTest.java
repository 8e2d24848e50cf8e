package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.limit.AuditContract;
import io.chatframe.domain.port.limit.AuditLedger;

final class JdbcAuditLedgerTest extends AuditContract {
  @Override
  protected AuditLedger audit() {
    return new JdbcAuditLedger(TestDatabase.shared().database());
  }
}
