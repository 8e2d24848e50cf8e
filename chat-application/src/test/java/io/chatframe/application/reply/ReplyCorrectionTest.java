package io.chatframe.application.reply;

import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.application.TestNode;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.InMemoryStore;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.ProviderError;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies whose model marks its reasoning late, or never. */
final class ReplyCorrectionTest {
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void storesTextThatTurnsOutToBeReasoningAsReasoningAndLetsFollowersReadAgain()
      throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.text("Okay 👋");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == 7);
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), Cursor.start());
    follower.next(TestNode.PATIENCE);
    assertThat(follower.next(TestNode.PATIENCE)).isInstanceOf(FollowEvent.MoreText.class);

    stream.emit(new LlmEvent.TextWasReasoning());
    await().until(stream::drained);

    assertThat(follower.next(TestNode.PATIENCE))
        .isEqualTo(new FollowEvent.Rewound(0, 0, new Cursor(1, 0)));
    assertThat(follower.next(TestNode.PATIENCE))
        .isEqualTo(new FollowEvent.MoreReasoning("Okay 👋", new Cursor(1, 7)));
    // A follower that reconnects is corrected too; a new one need not be.
    ReplyFollower returned = node.follow.follow(VISITOR, reply.id(), new Cursor(1, 3));
    returned.next(TestNode.PATIENCE);
    assertThat(returned.next(TestNode.PATIENCE))
        .isEqualTo(new FollowEvent.Rewound(0, 0, new Cursor(1, 0)));
    ReplyFollower fresh = node.follow.follow(VISITOR, reply.id(), Cursor.start());
    fresh.next(TestNode.PATIENCE);
    assertThat(fresh.next(TestNode.PATIENCE)).isInstanceOf(FollowEvent.MoreReasoning.class);

    stream.text("Hello").finish();
    assertThat(follower.next(TestNode.PATIENCE))
        .isEqualTo(new FollowEvent.MoreText("Hello", new Cursor(1, 12)));
    assertThat(node.ended(reply.id()).text()).isEqualTo(new ReplyText("Okay 👋", "Hello"));
  }

  @Test
  void journalsTheWholeAnswerAfterAThoughtThatAContinuationSentAsText()
      throws InterruptedException {
    Reply reply = node.journalled("One ");
    try (TestNode other = node.another()) {
      other.takeover.of(node.self, Duration.ofMinutes(1));
      ScriptedLlmStream stream = other.llm.awaitStream();
      stream.text("Hm, three? ");
      other.awaitText(reply, "One Hm, three? ".length());

      stream.emit(new LlmEvent.TextWasReasoning()).text("two three");

      await()
          .untilAsserted(() ->
              assertThat(other.store.find(VISITOR, reply.id()).orElseThrow().text().text())
                  .endsWith("two three"));
      stream.finish();
      assertThat(other.ended(reply.id()).text())
          .isEqualTo(new ReplyText("Hm, three? ", "One two three"));
    }
  }

  @Test
  void storesReasoningThatTurnsOutToBeTextAsText() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    node.llm
        .awaitStream()
        .reasoning("Hm. ")
        .reasoning("Hello")
        .emit(new LlmEvent.ReasoningWasText("Hello"))
        .finish();

    Reply ended = node.ended(reply.id());

    assertThat(ended.status()).isEqualTo(ReplyStatus.COMPLETED);
    assertThat(ended.text()).isEqualTo(new ReplyText("Hm. ", "Hello"));
  }

  @Test
  void storesNoReasoningOfAnAssistantThatHidesItHoweverItWasSent() throws InterruptedException {
    var store = new InMemoryStore(node.time);
    try (var hiding = new TestNode(node.time, store, TestNode.assistant(false), 10)) {
      Reply late = hiding.ask("Tell me");
      hiding
          .llm
          .awaitStream()
          .text("Okay")
          .emit(new LlmEvent.TextWasReasoning())
          .text("Hello")
          .finish();
      assertThat(hiding.ended(late.id()).text()).isEqualTo(new ReplyText("", "Hello"));

      Reply never = hiding.ask("Tell me");
      hiding
          .llm
          .awaitStream()
          .reasoning("Hello")
          .emit(new LlmEvent.ReasoningWasText("Hello"))
          .finish();
      assertThat(hiding.ended(never.id()).text()).isEqualTo(new ReplyText("", "Hello"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \u200b"})
  void failsABlankReplyButKeepsItsUsageAndReasoning(String blank) throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream().reasoning("Hm.");
    if (!blank.isEmpty()) {
      stream.text(blank);
    }
    stream.finish();

    Reply ended = node.ended(reply.id());

    assertThat(error(ended)).isEqualTo(ReplyErrorCode.EMPTY_ANSWER);
    assertThat(ended.text().reasoning()).isEqualTo("Hm.");
    assertThat(ended.end().flatMap(ReplyEnd::usage).map(TokenUsage::output)).contains(5L);
  }

  @Test
  void tellsAnEmptyAnswerFromAFilteredOne() throws InterruptedException {
    Reply empty = node.ask("Tell me");
    node.llm.awaitStream().fail(new LlmFailure.EmptyAnswer(FinishReason.LENGTH));
    assertThat(error(node.ended(empty.id()))).isEqualTo(ReplyErrorCode.EMPTY_ANSWER);

    Reply filtered = node.ask("Tell me");
    node.llm.awaitStream().fail(new LlmFailure.ContentFiltered(ProviderError.NONE));
    assertThat(error(node.ended(filtered.id()))).isEqualTo(ReplyErrorCode.CONTENT_FILTERED);
  }

  @Test
  void accountsForWhatFailedRequestsUsedToo() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    node.llm
        .awaitStream()
        .usedBefore(new RequestUse("first", new TokenUsage(100, 40, 7, 3, false)))
        .text("Yes")
        .finish();

    assertThat(node.ended(reply.id()).end().flatMap(ReplyEnd::usage))
        .contains(new TokenUsage(110, 40, 12, 3, false));
  }

  @Test
  void keepsTheUsageThatAFailingStreamReported() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    TokenUsage told = new TokenUsage(9, 0, 4, 0, false);
    node.llm.awaitStream().text("So far").fail(new LlmFailure.Broken("cut"), told);

    Reply ended = node.ended(reply.id());

    assertThat(ended.status()).isEqualTo(ReplyStatus.FAILED);
    assertThat(ended.end().flatMap(ReplyEnd::usage)).isEqualTo(Optional.of(told));
  }

  private static ReplyErrorCode error(Reply reply) {
    return reply.end().flatMap(ReplyEnd::error).map(ReplyError::code).orElseThrow();
  }
}
