package io.chatframe.application.reply;

import static io.chatframe.application.TestNode.CALLER;
import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.application.TestNode;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.InMemoryStore;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.ProviderError;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplyEngineTest {
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  @ParameterizedTest
  @MethodSource
  void failsAReplyByItsProvidersFailureAndKeepsTheText(LlmFailure failure, ReplyErrorCode code)
      throws InterruptedException {
    Reply reply = node.ask("Tell me");
    node.llm.awaitStream().text("So far").fail(failure);

    Reply ended = node.ended(reply.id());

    assertThat(ended.status()).isEqualTo(ReplyStatus.FAILED);
    assertThat(ended.text().text()).isEqualTo("So far");
    assertThat(error(ended)).isEqualTo(code);
  }

  static Stream<Arguments> failsAReplyByItsProvidersFailureAndKeepsTheText() {
    return Stream.of(
        Arguments.of(new LlmFailure.NotAuthorised(401), ReplyErrorCode.PROVIDER_UNAVAILABLE),
        Arguments.of(new LlmFailure.Unavailable("refused"), ReplyErrorCode.PROVIDER_UNAVAILABLE),
        Arguments.of(new LlmFailure.RateLimited(Optional.empty()), ReplyErrorCode.PROVIDER_BUSY),
        Arguments.of(new LlmFailure.Overloaded(Optional.empty()), ReplyErrorCode.PROVIDER_BUSY),
        Arguments.of(new LlmFailure.Rejected(422), ReplyErrorCode.REQUEST_REJECTED),
        Arguments.of(new LlmFailure.Rejected(404), ReplyErrorCode.PROVIDER_UNAVAILABLE),
        Arguments.of(
            new LlmFailure.Rejected(400, new ProviderError("", "model_not_found", "")),
            ReplyErrorCode.PROVIDER_UNAVAILABLE),
        Arguments.of(
            new LlmFailure.ContextTooLong(OptionalInt.of(4_096)), ReplyErrorCode.CONTEXT_TOO_LONG),
        Arguments.of(
            new LlmFailure.ContentFiltered(ProviderError.NONE), ReplyErrorCode.CONTENT_FILTERED),
        Arguments.of(new LlmFailure.Stalled("bytes"), ReplyErrorCode.PROVIDER_TIMEOUT),
        Arguments.of(new LlmFailure.Broken("cut"), ReplyErrorCode.PROVIDER_BROKEN),
        Arguments.of(new LlmFailure.TooLong("event"), ReplyErrorCode.TOO_LONG),
        Arguments.of(new LlmFailure.InsufficientResource(), ReplyErrorCode.INSUFFICIENT_RESOURCE));
  }

  @Test
  void recordsForTheOperatorWhatFailedBefore() throws InterruptedException {
    var overloaded = new FailedRequest("first", "overloaded");
    Reply reply = node.ask("Tell me");
    node.llm.awaitStream().after(overloaded).text("Yes").finish();

    assertThat(node.ended(reply.id()).status()).isEqualTo(ReplyStatus.COMPLETED);
    Awaitility.await().until(() -> node.store.noted(reply.id()).equals(List.of(overloaded)));
  }

  @Test
  void failsAReplyWhoseFirstPayloadDoesNotCome() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();

    node.time.advance(Duration.ofSeconds(61));

    stream.awaitClosed();
    assertThat(error(node.ended(reply.id()))).isEqualTo(ReplyErrorCode.PROVIDER_TIMEOUT);
  }

  @Test
  void waitsLongerForAProviderThatReportsAQueueButNotForever() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.emit(new LlmEvent.Queued());
    for (int minute = 0; minute < 9; minute++) {
      node.time.advance(Duration.ofSeconds(59));
      stream.emit(new LlmEvent.Queued());
      await().until(stream::drained);
    }
    assertThat(node.follow.read(VISITOR, reply.id()).status()).isEqualTo(ReplyStatus.GENERATING);

    node.time.advance(Duration.ofMinutes(2));

    stream.awaitClosed();
    assertThat(error(node.ended(reply.id()))).isEqualTo(ReplyErrorCode.PROVIDER_TIMEOUT);
  }

  @Test
  void treatsHiddenReasoningAsProgress() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    think(stream, 12, Duration.ofSeconds(59));
    stream.text("So far");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == 6);
    think(stream, 6, Duration.ofSeconds(20));
    assertThat(node.follow.read(VISITOR, reply.id()).status()).isEqualTo(ReplyStatus.GENERATING);

    node.time.advance(Duration.ofSeconds(31));

    stream.awaitClosed();
    assertThat(error(node.ended(reply.id()))).isEqualTo(ReplyErrorCode.PROVIDER_TIMEOUT);
  }

  private void think(ScriptedLlmStream stream, int signs, Duration gap) {
    for (int sign = 0; sign < signs; sign++) {
      node.time.advance(gap);
      stream.emit(new LlmEvent.Thinking());
      await().until(stream::drained);
    }
  }

  @Test
  void failsAReplyWhosePayloadsStop() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.text("So far");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == 6);

    node.time.advance(Duration.ofSeconds(20));
    stream.emit(new LlmEvent.Queued());
    await().until(stream::drained);
    node.time.advance(Duration.ofSeconds(11));

    Reply ended = node.ended(reply.id());
    assertThat(error(ended)).isEqualTo(ReplyErrorCode.PROVIDER_TIMEOUT);
    assertThat(ended.text().text()).isEqualTo("So far");
  }

  @Test
  void failsAReplyThatGrowsBeyondItsBound() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.text("x".repeat(10_001));

    stream.awaitClosed();
    assertThat(error(node.ended(reply.id()))).isEqualTo(ReplyErrorCode.TOO_LONG);
  }

  @Test
  void stopsAReplyAndKeepsItsText() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.text("So far");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == 6);

    Reply stopped = node.stop.stop(VISITOR, reply.id());
    Reply again = node.stop.stop(VISITOR, reply.id());

    assertThat(stream.closed()).isTrue();
    assertThat(stopped.status()).isEqualTo(ReplyStatus.STOPPED);
    assertThat(stopped.text().text()).isEqualTo("So far");
    assertThat(again.status()).isEqualTo(ReplyStatus.STOPPED);
    await().until(() -> node.engine.runningReplies() == 0);
  }

  @Test
  void stopsAReplyOfAnotherNode() throws InterruptedException {
    try (TestNode other = node.another()) {
      Reply reply = node.ask("Tell me");
      ScriptedLlmStream stream = node.llm.awaitStream();

      other.stop.stop(VISITOR, reply.id());

      stream.awaitClosed();
      assertThat(node.ended(reply.id()).status()).isEqualTo(ReplyStatus.STOPPED);
    }
  }

  @Test
  void appliesTheTextRuleToModelOutput() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    node.llm
        .awaitStream()
        .reasoning("a\uD83D")
        .text("\uDE00b\uD83D")
        .text("\uDE00c\u0000")
        .text("d\uD83D")
        .finish();

    ReplyText text = node.ended(reply.id()).text();

    assertThat(text.reasoning()).isEqualTo("a\uFFFD");
    assertThat(text.text()).isEqualTo("\uFFFDb\uD83D\uDE00c\uFFFDd\uFFFD");
  }

  @Test
  void dropsReasoningThatComesAfterText() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    node.llm.awaitStream().reasoning("first").text("then").reasoning("late").text(" more").finish();

    Reply ended = node.ended(reply.id());

    assertThat(ended.text()).isEqualTo(new ReplyText("first", "then more"));
    assertThat(ended.end().flatMap(ReplyEnd::thinking)).isPresent();
  }

  @Test
  void neitherStoresNorCountsReasoningAnAssistantHides() throws InterruptedException {
    var store = new InMemoryStore(node.time);
    try (var hiding = new TestNode(node.time, store, TestNode.assistant(false), 10)) {
      Reply reply = hiding.ask("Tell me");
      hiding.llm.awaitStream().reasoning("secret").text("open").finish();

      assertThat(hiding.ended(reply.id()).text()).isEqualTo(new ReplyText("", "open"));
    }
  }

  @Test
  void journalsWhatGrowsAlsoAfterAnOutage() {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.text("One");
    await().until(() -> journalled(reply.id()).equals("One"));

    node.store.unavailable(true);
    stream.text(" two");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().text().equals("One two"));
    node.store.unavailable(false);
    stream.text(" three");

    await().until(() -> journalled(reply.id()).equals("One two three"));
  }

  @Test
  void regeneratesBesideTheOldReplyOnceForOneId() throws InterruptedException {
    Reply first = node.ask("Tell me");
    node.llm.awaitStream().fail(new LlmFailure.Broken("cut"));
    node.ended(first.id());
    var id = new ReplyId(UUID.randomUUID());

    Reply second = node.regenerate.regenerate(CALLER, first.id(), id);
    Reply repeated = node.regenerate.regenerate(CALLER, first.id(), id);
    node.llm.awaitStream().text("Better").finish(FinishReason.LENGTH, Optional.empty());

    assertThat(node.ended(id).text().text()).isEqualTo("Better");
    assertThat(repeated.id()).isEqualTo(second.id());
    assertThat(second.question()).isEqualTo(first.question());
    assertThat(node.llm.requests()).hasSize(2);
  }

  @Test
  void drainingLeavesUnfinishedRepliesToOtherNodes() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.text("So far");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == 6);
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), new Cursor(1, 6));
    follower.next(TestNode.PATIENCE);

    node.engine.drain(Duration.ofMillis(50));

    assertThat(stream.closed()).isTrue();
    assertThat(follower.next(TestNode.PATIENCE)).isInstanceOf(FollowEvent.Reconnect.class);
    assertThat(journalled(reply.id())).isEqualTo("So far");
    assertThat(node.store.owned(NodeId.NOBODY)).containsExactly(reply.id());
    assertThat(node.engine.runningReplies()).isZero();
  }

  @Test
  void drainingWaitsForAReplyThatFinishes() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    Thread draining = Thread.ofVirtual().start(() -> node.engine.drain(Duration.ofSeconds(20)));
    await().until(node.engine::draining);

    stream.text("In time").finish();

    draining.join();
    assertThat(node.ended(reply.id()).status()).isEqualTo(ReplyStatus.COMPLETED);
  }

  @Test
  void drainingStopsWaitingOnceItIsHurried() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    node.llm.awaitStream().text("So far");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == 6);
    Thread draining = Thread.ofVirtual().start(() -> node.engine.drain(Duration.ofHours(1)));
    await().until(node.engine::draining);

    node.engine.hurry();

    assertThat(draining.join(TestNode.PATIENCE)).isTrue();
    assertThat(journalled(reply.id())).isEqualTo("So far");
    assertThat(node.store.owned(NodeId.NOBODY)).containsExactly(reply.id());
  }

  private String journalled(ReplyId reply) {
    return node.store.find(VISITOR, reply).orElseThrow().text().text();
  }

  private static ReplyErrorCode error(Reply reply) {
    return reply.end().flatMap(ReplyEnd::error).orElseThrow().code();
  }
}
