package io.chatframe.adapter.persistence.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.connection.Pools;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.NodeRepositoryContract;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JdbcNodeRepositoryTest extends NodeRepositoryContract {
  private final TestDatabase database = TestDatabase.shared();

  @Test
  void checksForRoomWithAGrowingFileAndIgnoresLimitsOfTheServer() {
    var limited = TestDatabase.with(database.address(), "temp_file_limit=64kB");
    try (var journal = new Database(Pools.journal(limited))) {
      var nodes = new JdbcNodeRepository(journal);

      nodes.renew(new NodeId(UUID.randomUUID()));
      assertThatThrownBy(nodes::checkRoom).isExactlyInstanceOf(StorageUnavailableException.class);
    }
  }

  @Override
  protected NodeRepository nodes() {
    return database.nodes();
  }

  @Override
  protected ReplyRepository replies() {
    return database.replies();
  }
}
