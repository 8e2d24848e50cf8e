package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.FeedbackContract;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.feedback.FeedbackRepository;

final class JdbcFeedbackRepositoryTest extends FeedbackContract {
  private final TestDatabase database = TestDatabase.shared();

  @Override
  protected FeedbackRepository feedback() {
    return new JdbcFeedbackRepository(database.database());
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
