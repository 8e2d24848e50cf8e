package io.chatframe.application;

import static io.chatframe.application.TestNode.VISITOR;
import static io.chatframe.application.TestNode.newDialog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, reads, renames and deletes a visitor's dialogs. */
final class DialogUseCasesTest {
  private static final Visitor STRANGER =
      new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));

  private final TestNode node = new TestNode();
  private final ListDialogs list = new ListDialogs(node.store);
  private final RenameDialog rename = new RenameDialog(node.store);

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void listsTheVisitorsDialogsNewestFirst() {
    DialogId older = node.ask("About ships").dialog();
    DialogId newer = node.ask("About trains").dialog();

    assertThat(list.list(VISITOR, Optional.empty(), Optional.empty(), 10).items())
        .extracting(Dialog::id)
        .containsExactly(newer, older);
    assertThat(list.list(VISITOR, Optional.of("ships"), Optional.empty(), 10).items())
        .extracting(Dialog::id)
        .containsExactly(older);
    assertThat(list.list(STRANGER, Optional.empty(), Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void readsARunningReplyUpToNowAlthoughLessIsStored() throws InterruptedException {
    try (TestNode late = TestNode.withoutJournal()) {
      Reply reply = late.ask("Tell me");
      var stream = late.llm.awaitStream().text("Once");
      await()
          .until(() -> late.engine.current(VISITOR, reply.id()).orElseThrow().text().length() == 4);

      assertThat(late.store.find(VISITOR, reply.id()).orElseThrow().text().text()).isEmpty();
      assertThat(newest(late, reply.dialog()).text().text()).isEqualTo("Once");
      assertThat(newest(late, reply.dialog()).end()).isEmpty();
      stream.text(" upon").finish();
      late.ended(reply.id());

      assertThat(newest(late, reply.dialog()).text().text()).isEqualTo("Once upon");
      assertThat(newest(late, reply.dialog()).end()).isPresent();
    }
  }

  @Test
  void readsAReplyOfAnotherNodeAsItIsStored() {
    Reply reply = node.journalled("Once");
    try (TestNode another = node.another()) {
      var read =
          another.read.messages(VISITOR, reply.dialog(), Optional.empty(), Optional.empty(), 1);

      assertThat(read.items())
          .extracting(entry -> ((Reply) entry.message()).text().text())
          .containsExactly("Once");
      assertThat(read.next()).isPresent();
    }
  }

  @Test
  void renamesWithoutTheSpaceAroundTheTitle() {
    DialogId dialog = node.ask("Hello").dialog();

    assertThat(rename.rename(VISITOR, dialog, "  Ships ").title()).isEqualTo("Ships");
    assertThat(node.read.find(VISITOR, dialog).title()).isEqualTo("Ships");
    assertThat(rename.rename(VISITOR, dialog, "x".repeat(200)).title()).hasSize(200);
  }

  @Test
  void refusesATitleThatIsTooLong() {
    DialogId dialog = node.ask("Hello").dialog();

    refuses(
        () -> rename.rename(VISITOR, dialog, "x".repeat(201)), new Refusal.TextTooLong(201, 200));
    assertThat(node.read.find(VISITOR, dialog).title()).isEqualTo("Hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200b"})
  void refusesATitleThatIsInvisible(String title) {
    DialogId dialog = node.ask("Hello").dialog();

    refuses(() -> rename.rename(VISITOR, dialog, title), new Refusal.TextBlank());
  }

  @Test
  void hidesTheDialogsOfOthers() {
    Reply reply = node.ask("Mine");
    DialogId dialog = reply.dialog();
    var missing = new Refusal.NotFound("dialog");

    refuses(() -> node.read.find(STRANGER, dialog), missing);
    refuses(
        () -> node.read.messages(STRANGER, dialog, Optional.empty(), Optional.empty(), 1), missing);
    refuses(() -> rename.rename(STRANGER, dialog, "Theirs"), missing);
    refuses(() -> node.delete.delete(STRANGER, dialog), missing);
    refuses(() -> node.delete.delete(VISITOR, newDialog()), missing);
    refuses(() -> node.follow.read(STRANGER, reply.id()), new Refusal.NotFound("reply"));
    refuses(
        () -> node.follow.read(VISITOR, new ReplyId(UUID.randomUUID())),
        new Refusal.NotFound("reply"));
  }

  private static Reply newest(TestNode node, DialogId dialog) {
    PathEntry entry =
        node.read
            .messages(VISITOR, dialog, Optional.empty(), Optional.empty(), 1)
            .items()
            .getFirst();
    return (Reply) entry.message();
  }

  private static void refuses(ThrowingCallable call, Refusal why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .extracting(RefusedException::refusal)
        .isEqualTo(why);
  }
}
