package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.ReplyEndContract;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.ReplyRepositoryContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

final class JdbcReplyRepositoryTest {
  private final TestDatabase database = TestDatabase.shared();

  @Nested
  final class Beginnings extends ReplyRepositoryContract {
    @Override
    protected ReplyRepository replies() {
      return database.replies();
    }

    @Override
    protected DialogRepository dialogs() {
      return database.dialogs();
    }

    @Override
    protected ReplyJournal journal() {
      return database.journal();
    }
  }

  @Nested
  final class Ends extends ReplyEndContract {
    @Override
    protected List<String> noted(ReplyId reply) {
      return database
          .database()
          .statement(jdbc ->
              jdbc.sql("SELECT unnest(failures) FROM attempt WHERE reply = :id AND n = 1")
                  .param("id", reply.value())
                  .query(String.class)
                  .list());
    }

    @Override
    protected ReplyRepository replies() {
      return database.replies();
    }

    @Override
    protected ReplyJournal journal() {
      return database.journal();
    }
  }
}
