package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.AfterthoughtContract;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.ReplyRepository;

final class JdbcAfterthoughtRepositoryTest extends AfterthoughtContract {
  private final TestDatabase database = TestDatabase.shared();

  @Override
  protected AfterthoughtRepository afterthoughts() {
    return new JdbcAfterthoughtRepository(database.database());
  }

  @Override
  protected ReplyRepository replies() {
    return database.replies();
  }

  @Override
  protected DialogRepository dialogs() {
    return database.dialogs();
  }
}
