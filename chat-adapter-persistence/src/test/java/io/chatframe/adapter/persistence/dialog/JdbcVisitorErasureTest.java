package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.VisitorErasureContract;

final class JdbcVisitorErasureTest extends VisitorErasureContract {
  private final TestDatabase database = TestDatabase.shared();

  @Override
  protected DialogRepository dialogs() {
    return database.dialogs();
  }

  @Override
  protected ReplyRepository replies() {
    return database.replies();
  }

  @Override
  protected void purge() {
    database.keepHouse();
  }

  @Override
  protected ReplyJournal journal() {
    return database.journal();
  }
}
