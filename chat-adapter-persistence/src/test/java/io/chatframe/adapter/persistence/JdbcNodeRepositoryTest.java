package io.chatframe.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
  void findsThatThereIsNoRoomWhereNoFileMayGrowThoughLeasesAreRenewed() {
    var address = database.address();
    String noFiles = address.url() + (address.url().contains("?") ? "&" : "?");
    var cramped =
        new DatabaseAddress(
            noFiles + "options=-c%20temp_file_limit=64kB", address.user(), address.password());
    try (var journal = new Database(Pools.journal(cramped))) {
      var nodes = new JdbcNodeRepository(journal);

      nodes.renew(new NodeId(UUID.randomUUID()));
      assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(nodes::checkRoom);
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
