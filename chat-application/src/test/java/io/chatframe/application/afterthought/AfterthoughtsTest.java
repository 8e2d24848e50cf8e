package io.chatframe.application.afterthought;

import static io.chatframe.application.TestNode.CALLER;
import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.TestNode;
import io.chatframe.domain.Afterthought;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AfterthoughtsTest {
  private static final String BOTH = "Cats at sea\n- Can cats swim?\n- Do they like it?\n";

  private TestNode node = TestNode.withAfterthoughts(true, true);

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void givesATitleAndFollowUpsOnceTheReplyIsThere() throws InterruptedException {
    Reply reply = answered(node.ask("Tell me of cats"), "They sail.");

    ScriptedLlmStream after = node.llm.awaitStream();
    assertThat(node.ended(reply.id()).status()).isEqualTo(ReplyStatus.COMPLETED);
    after.text(BOTH).finish();

    Awaitility.await().until(() -> title(reply).equals("Cats at sea"));
    assertThat(followUps(reply)).containsExactly("Can cats swim?", "Do they like it?");
  }

  @Test
  void accountsForWhatFailedRequestsOfItsCallUsedToo() throws InterruptedException {
    node.close();
    node = TestNode.withAfterthoughts(false, false);
    Reply reply = node.ended(answered(node.ask("One"), "Yes.").id());
    var kept = new AtomicReference<@Nullable Afterthought>();
    var afterthoughts =
        new Afterthoughts(
            Optional.of("costs-3"),
            node.llm,
            (_, thought) -> kept.set(thought),
            node.budgets,
            node.operations,
            node.time);

    afterthoughts.begin(
        VISITOR,
        TestNode.assistant(true, Optional.empty(), List.of(), true, true),
        List.of(question(reply)),
        node.llm.requests().getFirst(),
        reply);
    node.llm
        .awaitStream()
        .usedBefore(new RequestUse("costs-2", new TokenUsage(100, 0, 7, 0, false)))
        .text(BOTH)
        .finish();

    Afterthought told = Awaitility.await().until(kept::get, Objects::nonNull);
    assertThat(told.usage()).isEqualTo(new TokenUsage(110, 0, 12, 0, false));
    assertThat(told.cost()).contains(new Money(107 * 2 + 15 * 3, "USD"));
  }

  @Test
  void asksTheSmallModelForAShortAnswerWithoutThinking() throws InterruptedException {
    answered(node.ask("Tell me of cats"), "They sail.");

    LlmRequest asked = node.llm.awaitStream().request();

    assertThat(asked.model()).isEqualTo("small");
    assertThat(asked.reasoning()).isFalse();
    assertThat(asked.once()).isTrue();
    assertThat(asked.maxTokens()).hasValue(1_500);
    assertThat(asked.endUser()).contains("someone");
    assertThat(asked.messages()).extracting(LlmMessage::text).noneMatch("Be kind."::equals);
    assertThat(asked.messages().getLast().text())
        .contains("<question>\nTell me of cats\n</question>", "<answer>\nThey sail.\n</answer>")
        .contains("title", "- ");
  }

  @Test
  void asksForTheTitleWithTheFirstReplyOnly() throws InterruptedException {
    Reply first = answered(node.ask("One"), "Yes.");
    node.llm.awaitStream().text(BOTH).finish();
    Awaitility.await().until(() -> title(first).equals("Cats at sea"));

    answered(next(first, "Two"), "No.");
    ScriptedLlmStream second = node.llm.awaitStream();

    assertThat(second.request().messages().getLast().text()).doesNotContain("title");
    second.text("- And three?").finish();
  }

  @Test
  void asksAgainForATitleThatFailed() throws InterruptedException {
    Reply first = answered(node.ask("One"), "Yes.");
    ScriptedLlmStream lost = node.llm.awaitStream();

    Reply second = next(first, "Two");
    lost.awaitClosed();
    answered(second, "No.");
    node.llm.awaitStream().text(BOTH).finish();

    Awaitility.await().until(() -> title(first).equals("Cats at sea"));
  }

  @Test
  void asksForTheTitleWithTheFirstReplyThatExists() throws InterruptedException {
    Reply failed = node.ask("One");
    node.llm.awaitStream().text("Half").fail(new LlmFailure.Closed());

    answered(next(failed, "Two"), "No.");
    node.llm.awaitStream().text(BOTH).finish();

    Awaitility.await().until(() -> title(failed).equals("Cats at sea"));
  }

  @Test
  void asksNothingIfSwitchedOff() throws InterruptedException {
    node.close();
    node = TestNode.withAfterthoughts(false, false);

    Reply reply = answered(node.ask("One"), "Yes.");
    node.ended(reply.id());
    answered(next(reply, "Two"), "No.");

    assertThat(node.llm.requests()).extracting(LlmRequest::model).doesNotContain("small");
  }

  @Test
  void asksOnlyForWhatIsSwitchedOn() throws InterruptedException {
    node.close();
    node = TestNode.withAfterthoughts(true, false);
    Reply reply = answered(node.ask("One"), "Yes.");

    ScriptedLlmStream after = node.llm.awaitStream();
    after.text(BOTH).finish();

    Awaitility.await().until(() -> title(reply).equals("Cats at sea"));
    assertThat(after.request().messages().getLast().text()).doesNotContain("- ");
    assertThat(followUps(reply)).isEmpty();
  }

  @Test
  void asksNothingAboutAReplyThatDidNotComplete() throws InterruptedException {
    Reply failed = node.ask("One");
    node.llm.awaitStream().text("Half").fail(new LlmFailure.Closed());
    node.ended(failed.id());
    Reply empty = node.ask("Two");
    node.llm.awaitStream().finish();
    node.ended(empty.id());

    answered(node.ask("Three"), "Yes.");

    assertThat(node.llm.awaitStream().request().messages().getLast().text()).contains("Three");
  }

  @Test
  void forgetsAFailure() throws InterruptedException {
    Reply reply = answered(node.ask("One"), "Yes.");

    node.llm.awaitStream().text("Cats").fail(new LlmFailure.Closed());

    assertThat(node.ended(reply.id()).status()).isEqualTo(ReplyStatus.COMPLETED);
    assertThat(title(reply)).isEqualTo("One");
  }

  @Test
  void endsACallThatTakesTooLong() throws InterruptedException {
    answered(node.ask("One"), "Yes.");
    ScriptedLlmStream silent = node.llm.awaitStream();

    node.time.advance(Duration.ofSeconds(31));

    silent.awaitClosed();
  }

  @Test
  void asksForATitleAgainIfAThinkingModelGaveNone() throws InterruptedException {
    Reply first = answered(node.ask("One"), "Yes.");
    ScriptedLlmStream thinking = node.llm.awaitStream();
    thinking.reasoning("Hm").finish(FinishReason.LENGTH, Optional.empty());
    thinking.awaitClosed();

    answered(next(first, "Two"), "No.");
    node.llm.awaitStream().text(BOTH).finish();

    Awaitility.await().until(() -> title(first).equals("Cats at sea"));
  }

  @Test
  void stopsAskingAModelThatKeepsFailing() throws InterruptedException {
    for (int i = 0; i < ModelPauses.FAILURES; i++) {
      answered(node.ask("One"), "Yes.");
      ScriptedLlmStream thinking = node.llm.awaitStream();
      thinking.reasoning("Hm").finish(FinishReason.LENGTH, Optional.empty());
      thinking.awaitClosed();
    }

    Reply reply = answered(node.ask("Four"), "Yes.");
    node.ended(reply.id());
    Reply later = answered(next(reply, "Five"), "Yes.");
    node.ended(later.id());

    assertThat(node.llm.requests())
        .filteredOn(request -> request.model().equals("small"))
        .hasSize(ModelPauses.FAILURES);
  }

  @Test
  void endsItsCallWithTheDialogAndTheNode() throws InterruptedException {
    Reply reply = answered(node.ask("One"), "Yes.");
    ScriptedLlmStream deleted = node.llm.awaitStream();
    node.delete.delete(VISITOR, reply.dialog());
    deleted.awaitClosed();

    answered(node.ask("Two"), "Yes.");
    ScriptedLlmStream left = node.llm.awaitStream();
    node.close();
    left.awaitClosed();
  }

  private Reply answered(Reply reply, String text) {
    node.llm.awaitStream().text(text).finish(FinishReason.STOP, Optional.empty());
    return reply;
  }

  private Reply next(Reply before, String text) throws InterruptedException {
    node.ended(before.id());
    return node.send.send(CALLER, TestNode.message(before.dialog(), text));
  }

  private Message question(Reply reply) {
    return node.read
        .messages(VISITOR, reply.dialog(), Optional.empty(), Optional.empty(), 10)
        .items()
        .getFirst()
        .message();
  }

  private String title(Reply reply) {
    return dialog(reply.dialog()).title();
  }

  private Dialog dialog(DialogId id) {
    return node.store.find(VISITOR, id).orElseThrow();
  }

  private List<String> followUps(Reply reply) {
    return node.read
        .messages(VISITOR, reply.dialog(), Optional.empty(), Optional.empty(), 10)
        .items()
        .getLast()
        .followUps();
  }
}
