package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.VisitorMoveContract;

final class JdbcVisitorMoveTest extends VisitorMoveContract {
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
  protected ReplyJournal journal() {
    return database.journal();
  }

  @Override
  protected void keepHouse() {
    database.keepHouse();
  }
}
