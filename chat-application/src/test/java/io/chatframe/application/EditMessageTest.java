package io.chatframe.application;

import static io.chatframe.application.TestNode.CALLER;
import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.llm.LlmMessage;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EditMessageTest {
  private final TestNode node = new TestNode();
  private final EditMessage edit = new EditMessage(node.store, node.send);
  private final MessageId id = new MessageId(UUID.randomUUID());

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void asksTheModelTheNewQuestionInsteadOfTheOld() throws InterruptedException {
    Reply old = answered("Old");

    Reply begun = edit.edit(CALLER, old.question(), id, "New", Map.of());
    node.llm.awaitStream().text("Yes").finish();

    assertThat(node.ended(begun.id()).question()).isEqualTo(id);
    assertThat(node.llm.requests().getLast().messages())
        .containsExactly(
            new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind."),
            new LlmMessage(LlmMessage.Role.USER, "New"));
  }

  @Test
  void findsTheSameReplyAgainEvenWhileDraining() throws InterruptedException {
    Reply old = answered("Old");
    Reply begun = edit.edit(CALLER, old.question(), id, "New", Map.of());
    node.llm.awaitStream().finish();
    node.ended(begun.id());

    node.engine.drain(Duration.ZERO);

    assertThat(edit.edit(CALLER, old.question(), id, "New", Map.of()).id()).isEqualTo(begun.id());
    refuses(VISITOR, old.question(), "Other", Refusal.IdTaken.class);
  }

  @Test
  void refusesAMessageOfAnotherAuthorAndInvalidText() throws InterruptedException {
    Reply old = answered("Old");
    var stranger = new Visitor(new VisitorId(UUID.randomUUID()), VISITOR.assistant());

    refuses(VISITOR, old.messageId(), "New", Refusal.NotFound.class);
    refuses(stranger, old.question(), "New", Refusal.NotFound.class);
    refuses(VISITOR, old.question(), " ", Refusal.TextBlank.class);
    refuses(VISITOR, old.question(), "x".repeat(101), Refusal.TextTooLong.class);
    Reply running =
        edit.edit(CALLER, old.question(), new MessageId(UUID.randomUUID()), "More", Map.of());
    refuses(VISITOR, running.question(), "New", Refusal.ReplyRunning.class);
  }

  private Reply answered(String question) throws InterruptedException {
    Reply reply = node.ask(question);
    node.llm.awaitStream().text("Fine.").finish();
    return node.ended(reply.id());
  }

  private void refuses(
      Visitor visitor, MessageId edited, String text, Class<? extends Refusal> why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> edit.edit(TestNode.by(visitor), edited, id, text, Map.of()))
        .extracting(RefusedException::refusal)
        .isInstanceOf(why);
  }
}
