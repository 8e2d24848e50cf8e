package io.chatframe.application.reply;

import static io.chatframe.application.TestNode.CALLER;
import static io.chatframe.application.TestNode.PATIENCE;
import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.application.TestNode;
import io.chatframe.application.TestTime;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node loses a reply to another. */
final class ReplyTakeoverTest {
  /** The tokens of "Be kind." and of "Tell me", and four for each of the two messages. */
  private static final int ASKED = (2 + 4) + (2 + 4);

  private final TestNode first = new TestNode();
  private final TestNode second = first.another();

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void continuesFromTheJournalAndRewindsReadersWhoSawMore() throws InterruptedException {
    Reply reply = first.journalled("Once upon");
    second.takeover.of(first.self, PATIENCE);
    ScriptedLlmStream stream = second.llm.awaitStream();
    stream.text(" a time").finish();

    var events = second.events(reply.id(), new Cursor(1, 20));

    assertThat(stream.request().prefix()).contains("Once upon");
    assertThat(events.subList(1, 3))
        .containsExactly(
            new FollowEvent.Rewound(0, 9, new Cursor(2, 9)),
            new FollowEvent.MoreText(" a time", new Cursor(2, 16)));
    assertThat(second.ended(reply.id()).text()).isEqualTo(new ReplyText("", "Once upon a time"));
  }

  @Test
  void redirectsTheReadersOfALostReplyAndKeepsNothingOfIt() throws InterruptedException {
    Reply reply = first.ask("Tell me");
    ScriptedLlmStream lost = first.llm.awaitStream();
    ReplyFollower follower = first.follow.follow(VISITOR, reply.id(), Cursor.start());
    follower.next(PATIENCE);

    second.takeover.of(first.self, PATIENCE);

    lost.awaitClosed();
    assertThat(follower.next(PATIENCE)).isInstanceOf(FollowEvent.Reconnect.class);
    await().until(() -> first.engine.runningReplies() == 0);
    second.llm.awaitStream().text("New").finish();
    assertThat(first.ended(reply.id()).text().text()).isEqualTo("New");
  }

  @Test
  void showsNothingMoreOnceItsOwnershipIsInDoubt() throws InterruptedException {
    var time = new TestTime();
    var live = new OwnedReply(VISITOR, first.journalled("Old"), time);
    time.advance(Duration.ofSeconds(6));

    var follower = new ReplyFollower(live, Cursor.start(), time, PATIENCE);
    live.appendText("zombie");
    assertThat(live.next(follower, 1_000_000)).isEmpty();
    live.confirm(time.nanos());

    assertThat(live.next(follower, 1_000_000))
        .contains(new FollowEvent.MoreText("zombie", new Cursor(1, 6)));
  }

  @Test
  void startsOverWhatWasStillReasoning() throws InterruptedException {
    Reply reply = first.ask("Tell me");
    first.llm.awaitStream().reasoning("Hm");
    await()
        .until(() ->
            first.store.find(VISITOR, reply.id()).orElseThrow().text().reasoning().equals("Hm"));

    second.takeover.of(first.self, PATIENCE);

    ScriptedLlmStream stream = second.llm.awaitStream();
    assertThat(stream.request().prefix()).isEmpty();
    stream.reasoning("Well").text("Yes").finish();
    assertThat(second.ended(reply.id()).text()).isEqualTo(new ReplyText("Well", "Yes"));
  }

  @Test
  void interruptsIfTheModelCannotGoOn() throws InterruptedException {
    try (var plain = first.withModel("plain")) {
      Reply reply = plain.journalled("So far");

      second.takeover.of(plain.self, PATIENCE);

      Reply ended = second.ended(reply.id());
      assertThat(ended.status()).isEqualTo(ReplyStatus.INTERRUPTED);
      assertThat(ended.text().text()).isEqualTo("So far");
      assertThat(second.llm.requests()).isEmpty();
    }
  }

  @Test
  void stopsInsteadOfContinuingIfAStopWasRequested() throws InterruptedException {
    Reply reply = first.journalled("So far");
    first.engine.close();
    first.store.requestStop(VISITOR, reply.id());

    second.takeover.of(first.self, PATIENCE);

    assertThat(second.ended(reply.id()).status()).isEqualTo(ReplyStatus.STOPPED);
    assertThat(second.ended(reply.id()).text().text()).isEqualTo("So far");
  }

  @Test
  void continuesTwiceAtMost() throws InterruptedException {
    Reply reply = first.journalled("a");
    second.takeover.of(first.self, PATIENCE);
    second.llm.awaitStream();
    var third = new NodeId(UUID.randomUUID());
    second.store.takeOver(second.self, third, 10, 3);
    await().until(() -> second.engine.runningReplies() == 0);

    second.takeover.of(third, PATIENCE);

    Reply ended = second.ended(reply.id());
    assertThat(ended.status()).isEqualTo(ReplyStatus.INTERRUPTED);
    assertThat(ended.text().text()).isEqualTo("a");
  }

  @Test
  void chargesALostAttemptWithItsOwnRequestAndText() throws InterruptedException {
    Reply reply = first.journalled("12345678");

    second.takeover.of(first.self, PATIENCE);

    second.llm.awaitStream().text("9").finish();
    // Two for the eight letters of the first; ten in and five out for the one that finished.
    assertThat(usage(second.ended(reply.id())))
        .isEqualTo(new TokenUsage(ASKED + 10, 0, 2 + 5, 0, true));
  }

  @Test
  void chargesALostAttemptNothingThatTheNextOneCannotContinue() throws InterruptedException {
    try (var plain = first.withModel("plain")) {
      Reply reply = plain.journalled("x".repeat(4_000));

      second.takeover.of(plain.self, PATIENCE);

      assertThat(usage(second.ended(reply.id())))
          .isEqualTo(new TokenUsage(ASKED, 0, 1_000, 0, true));
    }
  }

  @Test
  void chargesEachAttemptOfAChainWithItsOwnInput() throws InterruptedException {
    Reply reply = first.journalled("a".repeat(400));
    second.takeover.of(first.self, PATIENCE);
    second.llm.awaitStream().text("b".repeat(80));
    second.awaitText(reply, 480);
    try (var third = first.another()) {
      third.takeover.of(second.self, PATIENCE);

      third.llm.awaitStream().text("c").finish();
      // The second had the 100 tokens of the first as input, and wrote 20.
      assertThat(usage(third.ended(reply.id())))
          .isEqualTo(new TokenUsage(ASKED + (ASKED + 100) + 10, 0, 100 + 20 + 5, 0, true));
    }
  }

  @Test
  void chargesAContinuationWithTheKeptTextAsInputAndNotAsOutput() throws InterruptedException {
    Reply cut = first.journalled("k".repeat(40));
    first.stop.stop(VISITOR, cut.id());
    int before = Math.toIntExact(usage(first.ended(cut.id())).input());
    var id = new ReplyId(UUID.randomUUID());
    Reply reply = first.continueReply().continueFrom(CALLER, cut.id(), id);
    first.llm.awaitStream().text("n".repeat(8));
    first.awaitText(reply, 48);

    second.takeover.of(first.self, PATIENCE);

    second.llm.awaitStream().finish();
    assertThat(before).isEqualTo(ASKED);
    assertThat(usage(second.ended(id)))
        .isEqualTo(new TokenUsage((ASKED + 10) + 10, 0, 2 + 5, 0, true));
  }

  @Test
  void chargesAReplyThatIsStoppedWhileTakenOverForTheLostAttemptOnly() throws InterruptedException {
    Reply reply = first.journalled("12345678");
    first.engine.close();
    first.store.requestStop(VISITOR, reply.id());

    second.takeover.of(first.self, PATIENCE);

    assertThat(usage(second.ended(reply.id()))).isEqualTo(new TokenUsage(ASKED, 0, 2, 0, true));
  }

  @Test
  void chargesDiscardedReasoning() throws InterruptedException {
    Reply reply = first.ask("Tell me");
    first.llm.awaitStream().reasoning("12345678");
    await().until(() -> first.store.find(VISITOR, reply.id()).orElseThrow().text().length() == 8);

    second.takeover.of(first.self, PATIENCE);

    second.llm.awaitStream().text("Yes").finish();
    assertThat(usage(second.ended(reply.id())))
        .isEqualTo(new TokenUsage(ASKED + 10, 0, 2 + 5, 2, true));
  }

  @Test
  void chargesCharactersOfEveryScriptAsTheyAre() throws InterruptedException {
    Reply reply = first.journalled("你好你好");

    second.takeover.of(first.self, PATIENCE);

    second.llm.awaitStream().finish();
    assertThat(usage(second.ended(reply.id())).output()).isEqualTo(3 + 5);
  }

  @Test
  void chargesThePriceOfTheModelOfTheLostAttempt() throws InterruptedException {
    Reply reply = first.ask("Tell me");
    first.llm.awaitStream().talkingAs("costs-2").text("12345678");
    await().until(() -> first.store.model(reply.id()).equals("costs-2"));
    first.awaitText(reply, 8);
    first.engine.close();
    first.store.requestStop(VISITOR, reply.id());

    second.takeover.of(first.self, PATIENCE);

    // Two millionths for each of twelve input and two output tokens; the requested model has no
    // price.
    assertThat(second.ended(reply.id()).end().flatMap(ReplyEnd::cost))
        .contains(new Money(2 * (ASKED + 2), "USD"));
  }

  private static TokenUsage usage(Reply ended) {
    return ended.end().flatMap(ReplyEnd::usage).orElseThrow();
  }

  @Test
  void asksForNoMoreThanThisNodeHasRoomFor() {
    first.journalled("a");
    first.journalled("b");
    try (var small = first.another(1)) {
      assertThat(small.takeover.of(first.self, PATIENCE)).isFalse();
      assertThat(small.engine.runningReplies()).isEqualTo(1);
      LlmRequest asked = small.llm.awaitStream().request();
      assertThat(asked.prefix().orElseThrow()).isIn("a", "b");
    }
  }

  @Test
  void takesSomeInAnyCaseAndLeavesTheOthersOnceItsTimeIsOver() {
    for (int i = 0; i < 25; i++) {
      first.ask("Tell me");
    }

    assertThat(second.takeover.of(first.self, Duration.ZERO)).isFalse();
    assertThat(second.engine.runningReplies()).isEqualTo(20);
    assertThat(second.takeover.of(first.self, Duration.ZERO)).isTrue();
    assertThat(second.engine.runningReplies()).isEqualTo(25);
  }
}
