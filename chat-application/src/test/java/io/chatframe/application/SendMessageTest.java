package io.chatframe.application;

import static io.chatframe.application.TestNode.CALLER;
import static io.chatframe.application.TestNode.VISITOR;
import static io.chatframe.application.TestNode.message;
import static io.chatframe.application.TestNode.newDialog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.InMemoryStore;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SendMessageTest {
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void answersWithWhatTheModelSays() throws InterruptedException {
    Reply reply = node.ask("How are you?");
    node.llm.awaitStream().text("Fi").text("ne.").finish();

    Reply ended = node.ended(reply.id());

    assertThat(ended.status()).isEqualTo(ReplyStatus.COMPLETED);
    assertThat(ended.text().text()).isEqualTo("Fine.");
    assertThat(node.llm.requests().getFirst().messages())
        .containsExactly(
            new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind."),
            new LlmMessage(LlmMessage.Role.USER, "How are you?"));
  }

  @Test
  void tellsTheModelWhatTheAssistantDeclaresAfterTheVisitorsWords() throws InterruptedException {
    var dialog = newDialog();
    ask(dialog, "Where am I?", Map.of("url", "https://shop.example/cart", "date", "never"));
    ask(dialog, "And now?", Map.of("url", "https://shop.example/", "secret", "x"));

    assertThat(node.llm.requests().getLast().messages())
        .containsExactly(
            new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind."),
            new LlmMessage(
                LlmMessage.Role.USER,
                """
                Where am I?

                <context>
                url: https://shop.example/cart
                date: Monday, 2026-11-23
                </context>\
                """),
            new LlmMessage(LlmMessage.Role.ASSISTANT, "Fine."),
            new LlmMessage(
                LlmMessage.Role.USER,
                """
                And now?

                <context>
                url: https://shop.example/
                date: Monday, 2026-11-23
                </context>\
                """));
    assertThat(node.store.find(VISITOR, dialog).orElseThrow().title()).isEqualTo("Where am I?");
  }

  /** Sends to an assistant that declares the URL and the date, on a server in Tokyo. */
  private void ask(DialogId dialog, String text, Map<String, String> facts)
      throws InterruptedException {
    var sunday =
        new TimeSource() {
          @Override
          public Instant now() {
            return Instant.parse("2026-11-22T16:00:00Z");
          }

          @Override
          public long nanos() {
            return 0;
          }
        };
    var assistant = TestNode.assistant(List.of("url", "date"));
    var send =
        new SendMessage(
            _ -> Optional.of(assistant),
            node.store,
            node.engine,
            TestNode.unlimited(node.time),
            UUID::randomUUID,
            sunday,
            ZoneId.of("Asia/Tokyo"));
    var id = new MessageId(UUID.randomUUID());
    var command = new SendMessage.Command(dialog, id, Optional.empty(), text, facts);
    Reply reply = send.send(CALLER, command);
    node.llm.awaitStream().text("Fine.").finish();
    node.ended(reply.id());
  }

  @Test
  void acceptsTheSameMessageOnce() throws InterruptedException {
    var command = message(newDialog(), "Once");
    Reply first = node.send.send(CALLER, command);
    Reply whileRunning = node.send.send(CALLER, command);
    node.llm.awaitStream().text("Yes").finish();
    node.ended(first.id());
    Reply afterwards = node.send.send(CALLER, command);

    assertThat(whileRunning.id()).isEqualTo(first.id());
    assertThat(afterwards.id()).isEqualTo(first.id());
    assertThat(node.llm.requests()).hasSize(1);
  }

  @Test
  void refusesAnotherTextUnderTheSameId() {
    var command = message(newDialog(), "One");
    node.send.send(CALLER, command);

    var other =
        new SendMessage.Command(
            command.dialog(), command.id(), Optional.empty(), "Another", Map.of());

    refuses(() -> node.send.send(CALLER, other), Refusal.IdTaken.class);
  }

  @Test
  void refusesASecondReplyWhileOneIsRunning() {
    var dialog = newDialog();
    Reply running = node.send.send(CALLER, message(dialog, "First"));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> node.send.send(CALLER, message(dialog, "Second")))
        .extracting(RefusedException::refusal)
        .isEqualTo(new Refusal.ReplyRunning(running.id()));
  }

  @Test
  void doesNotKnowADialogOfAnotherVisitor() {
    var dialog = newDialog();
    node.send.send(CALLER, message(dialog, "Mine"));
    var other = new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));

    refuses(
        () -> node.send.send(TestNode.by(other), message(dialog, "Yours")), Refusal.NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "\u200B", "\u2060\uFEFF", "\u3164", "\u2800"})
  void refusesInvisibleText(String text) {
    refuses(() -> node.ask(text), Refusal.TextBlank.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\uD83D", "\uDE00\uD83D", "x\uDE00"})
  void refusesTextThatCannotBeStored(String text) {
    refuses(() -> node.ask(text), Refusal.TextUnstorable.class);
  }

  @Test
  void refusesTextBeyondTheAssistantsLimit() {
    node.ask("x".repeat(100));

    refuses(() -> node.ask("x".repeat(101)), Refusal.TextTooLong.class);
  }

  @Test
  void refusesNewMessagesOverItsLimitButNotRepeatedOnes() {
    var time = new TestTime();
    try (var small = new TestNode(time, new InMemoryStore(time), TestNode.assistant(true), 1)) {
      var command = message(newDialog(), "First");
      Reply first = small.send.send(CALLER, command);

      refuses(() -> small.ask("Second"), Refusal.NodeFull.class);
      assertThat(small.send.send(CALLER, command).id()).isEqualTo(first.id());
    }
  }

  @Test
  void refusesAVisitorsNewMessagesOverHerLimitButNotRepeatedOnesOrOtherVisitors() {
    var command = message(newDialog(), "First");
    Reply first = node.send.send(CALLER, command);
    for (int i = 1; i < TestNode.MOST_OF_A_VISITOR; i++) {
      node.ask("One more");
    }

    refuses(() -> node.ask("Too many"), Refusal.TooManyReplies.class);
    assertThat(node.send.send(CALLER, command).id()).isEqualTo(first.id());
    var other = new Visitor(new VisitorId(UUID.randomUUID()), VISITOR.assistant());
    assertThat(node.send.send(TestNode.by(other), message(newDialog(), "Mine")).id())
        .isNotEqualTo(first.id());
  }

  @Test
  void staysWithinItsLimitHoweverManyAskAtOnce() {
    List<String> answers = atOnce(200, _ -> message(newDialog(), "Me too"));

    assertThat(answers).filteredOn("begun"::equals).hasSize(TestNode.MOST_OF_A_VISITOR);
    assertThat(answers).filteredOn("TooManyReplies"::equals).hasSize(150);
  }

  @Test
  void letsRequestsOfOneDialogShareAPlace() {
    SendMessage.Command once = message(newDialog(), "Once");
    assertThat(atOnce(200, _ -> once)).containsOnly("begun");

    DialogId dialog = newDialog();
    List<String> answers = atOnce(200, i -> message(dialog, "Number " + i));
    assertThat(answers).filteredOn("begun"::equals).hasSize(1);
    assertThat(answers).filteredOn("ReplyRunning"::equals).hasSize(199);
    assertThat(node.engine.runningReplies()).isEqualTo(2);
  }

  private List<String> atOnce(int many, IntFunction<SendMessage.Command> messages) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, many)
          .mapToObj(i -> threads.submit(() -> answer(messages.apply(i))))
          .toList()
          .stream()
          .map(SendMessageTest::result)
          .toList();
    }
  }

  private String answer(SendMessage.Command message) {
    try {
      node.send.send(CALLER, message);
      return "begun";
    } catch (RefusedException e) {
      return e.refusal().getClass().getSimpleName();
    }
  }

  private static String result(Future<String> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesNewMessagesWhileDraining() {
    node.engine.drain(Duration.ZERO);

    refuses(() -> node.ask("Too late"), Refusal.Draining.class);
  }

  @Test
  void namesTheDialogByTheBeginningOfItsFirstMessage() {
    assertThat(title("A question  with\nmany words that go on and on until they are too long"))
        .isEqualTo("A question with many words that go on and on until they are…");
    assertThat(title("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(title("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
    assertThat(title("x".repeat(30) + " " + "y".repeat(40)))
        .isEqualTo("x".repeat(30) + " " + "y".repeat(29) + "…");
    assertThat(title("x".repeat(31) + " " + "y".repeat(40))).isEqualTo("x".repeat(31) + "…");
    assertThat(title("x".repeat(59) + "🙂🙂")).isEqualTo("x".repeat(59) + "…");
    assertThat(title("x".repeat(58) + "🙂🙂")).isEqualTo("x".repeat(58) + "🙂…");
  }

  private String title(String text) {
    return node.read.find(VISITOR, node.ask(text).dialog()).title();
  }

  private static void refuses(Runnable call, Class<? extends Refusal> why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call::run)
        .extracting(RefusedException::refusal)
        .isInstanceOf(why);
  }
}
