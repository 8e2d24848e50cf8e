package io.chatframe.adapter.persistence.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.TestVisitor;
import io.chatframe.adapter.persistence.connection.CountedStatements;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each statement is a round trip that every visitor waits for. */
final class StatementCountTest {
  private final CountedStatements counted = new CountedStatements(TestDatabase.shared().address());
  private final TestVisitor asking = new TestVisitor(new JdbcReplyRepository(counted.database()));
  private final DialogId dialog = TestVisitor.newDialog();

  @AfterEach
  void close() {
    counted.close();
  }

  @Test
  void acceptsTheFirstMessageOfADialogInOne() {
    List<String> sent = counted.of(() -> asking.ask(dialog, "Question"));

    assertThat(sent).hasSize(1);
  }

  @Test
  void acceptsAFurtherMessageInOne() {
    asking.end(asking.ask(dialog, "Question"), "Answer");

    List<String> sent = counted.of(() -> asking.ask(dialog, "Another"));

    assertThat(sent).hasSize(1);
  }

  @Test
  void endsAReplyInOne() {
    Reply reply = asking.ask(dialog, "Question");

    List<String> sent = counted.of(() -> asking.end(reply, "Answer"));

    assertThat(sent).hasSize(1);
  }
}
