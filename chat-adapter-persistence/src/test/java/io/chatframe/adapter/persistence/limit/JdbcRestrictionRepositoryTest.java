package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.limit.RestrictionContract;
import io.chatframe.domain.port.limit.RestrictionRepository;

final class JdbcRestrictionRepositoryTest extends RestrictionContract {
  @Override
  protected RestrictionRepository restrictions() {
    return new JdbcRestrictionRepository(TestDatabase.shared().database());
  }
}
