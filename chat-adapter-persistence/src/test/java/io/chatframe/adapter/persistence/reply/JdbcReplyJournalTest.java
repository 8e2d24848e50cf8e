package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyJournalContract;
import io.chatframe.domain.port.ReplyRepository;

final class JdbcReplyJournalTest extends ReplyJournalContract {
  private final TestDatabase database = TestDatabase.shared();

  @Override
  protected ReplyJournal journal() {
    return database.journal();
  }

  @Override
  protected ReplyRepository replies() {
    return database.replies();
  }
}
