package io.chatframe.adapter.persistence;

import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.NodeRepositoryContract;
import io.chatframe.domain.port.ReplyRepository;

final class JdbcNodeRepositoryTest extends NodeRepositoryContract {
  private final TestDatabase database = TestDatabase.shared();

  @Override
  protected NodeRepository nodes() {
    return database.nodes();
  }

  @Override
  protected ReplyRepository replies() {
    return database.replies();
  }
}
