package io.chatframe.application.reply;

import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.chatframe.application.TestNode;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodeKeeperTest {
  private final TestNode dead = new TestNode();
  private final TestNode taker = dead.another();

  @AfterEach
  void close() {
    dead.close();
    taker.close();
  }

  @Test
  void takesOverAtOnceIfNoOtherNodeCanBeAlive() {
    Reply reply = dead.journalled("So far");

    try (NodeKeeper keeper = taker.keeper(true)) {
      keeper.start();

      assertThat(attempt(reply)).isEqualTo(2);
    }
  }

  @Test
  void takesNothingOfANodeThatRenewsItsLease() {
    Reply reply = dead.journalled("So far");
    try (NodeKeeper keeper = taker.keeper(false)) {
      for (int beat = 0; beat < 30; beat++) {
        dead.time.advance(Duration.ofSeconds(1));
        dead.store.renew(dead.self);
        keeper.beat();
      }

      assertThat(attempt(reply)).isEqualTo(1);
    }
  }

  @Test
  void takesOverAfterTenBeatsThatSawNoChangeAndCountsNoOutage() {
    Reply reply = dead.journalled("So far");
    dead.store.renew(dead.self);
    try (NodeKeeper keeper = taker.keeper(false)) {
      for (int beat = 0; beat < 10; beat++) {
        keeper.beat();
      }
      dead.store.unavailable(true);
      for (int beat = 0; beat < 30; beat++) {
        keeper.beat();
      }
      dead.store.unavailable(false);
      assertThat(attempt(reply)).isEqualTo(1);

      keeper.beat();

      assertThat(attempt(reply)).isEqualTo(2);
      assertThat(dead.store.stamps()).doesNotContainKey(dead.self);
    }
  }

  @Test
  void takesOverAtOnceWhatANodeLeft() {
    Reply reply = dead.journalled("So far");
    dead.engine.drain(Duration.ZERO);
    try (NodeKeeper keeper = taker.keeper(false)) {
      keeper.beat();

      assertThat(attempt(reply)).isEqualTo(2);
      taker.llm.awaitStream().text(" and on").finish();
      await().until(() -> stored(reply).text().text().equals("So far and on"));
    }
  }

  @Test
  void takesNothingWhileItLeavesItself() {
    Reply reply = dead.journalled("So far");
    dead.engine.drain(Duration.ZERO);
    taker.engine.drain(Duration.ZERO);
    try (NodeKeeper keeper = taker.keeper(false)) {
      keeper.beat();

      assertThat(stored(reply).lineage().attempt()).isEqualTo(1);
    }
  }

  @Test
  void startsOverWhatWasStoredWithoutTheNodeKnowing() throws InterruptedException {
    var reply = new NewReply(new ReplyId(UUID.randomUUID()), taker.self, "model-1", 1_000);
    taker.store.accept(
        new NewMessage(
            VISITOR,
            TestNode.newDialog(),
            new MessageId(UUID.randomUUID()),
            new Place.NewestLeaf(),
            "Tell me",
            Optional.empty(),
            "Title",
            reply));
    try (NodeKeeper keeper = taker.keeper(false)) {
      keeper.beat();
      assertThat(taker.store.owned(taker.self)).contains(reply.id());
      keeper.beat();
      keeper.beat();

      taker.llm.awaitStream().text("Here").finish();
      assertThat(taker.ended(reply.id()).text().text()).isEqualTo("Here");
    }
  }

  @Test
  void reportsWithinSecondsThatTheDatabaseTakesNoStampsAndThatItDoesAgain() {
    try (NodeKeeper keeper = taker.keeper(false)) {
      assertThat(keeper.canWrite()).as("before the first stamp").isFalse();
      keeper.beat();
      assertThat(keeper.canWrite()).isTrue();

      dead.store.unavailable(true);
      beats(keeper, 4);
      assertThat(keeper.canWrite()).as("for a hiccup").isTrue();
      beats(keeper, 1);
      assertThat(keeper.canWrite()).isFalse();

      dead.store.unavailable(false);
      beats(keeper, 1);
      assertThat(keeper.canWrite()).isTrue();
    }
  }

  @Test
  void reportsWithinSecondsThatTheDatabaseHasNoRoomAndKeepsItsLeaseMeanwhile() {
    try (NodeKeeper keeper = taker.keeper(false)) {
      keeper.beat();
      var before = taker.store.stamps().get(taker.self);

      taker.store.full(true);
      beats(keeper, 5);
      assertThat(keeper.canWrite()).isFalse();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> taker.ask("Is there room?"))
          .extracting(RefusedException::refusal)
          .isInstanceOf(Refusal.NoRoom.class);
      assertThat(taker.store.stamps().get(taker.self)).isNotEqualTo(before);

      taker.store.full(false);
      beats(keeper, 1);
      assertThat(keeper.canWrite()).isTrue();
      taker.ask("And now?");
    }
  }

  @Test
  void treatsUnknownSpaceAsEnough() {
    try (NodeKeeper keeper = taker.keeper(false)) {
      keeper.beat();
      taker.store.full(true);
      beats(keeper, 5);
      assertThat(keeper.canWrite()).isFalse();

      taker.store.full(false);
      taker.store.unavailable(true);
      beats(keeper, 1);
      assertThat(keeper.canWrite()).as("nothing says that there is room again").isFalse();

      taker.store.unavailable(false);
      beats(keeper, 1);
      taker.store.roomUnknown(true);
      beats(keeper, 10);
      assertThat(keeper.canWrite()).isTrue();
      taker.ask("Is there room?");
    }
  }

  @Test
  void staysReadyWhileItTakesOverManyRepliesOfManyNodes() {
    try (TestNode other = dead.another();
        NodeKeeper keeper = slowKeeper()) {
      for (int i = 0; i < 40; i++) {
        dead.ask("Tell me");
        other.ask("Tell me");
      }
      Set<NodeId> gone = Set.of(dead.self, other.self);
      gone.forEach(dead.store::renew);
      beats(keeper, 10);

      int rounds = 0;
      while (dead.store.stamps().keySet().stream().anyMatch(gone::contains) && rounds++ < 10) {
        beats(keeper, 1);
        assertThat(keeper.canWrite()).isTrue();
      }

      assertThat(taker.engine.runningReplies()).isEqualTo(80);
    }
  }

  /** A keeper that needs more time for the replies of one node than stamps may be late. */
  private NodeKeeper slowKeeper() {
    var takeover =
        new ReplyTakeover(
            _ -> {
              taker.time.advance(Duration.ofMillis(150));
              return Optional.of(TestNode.assistant(true));
            },
            taker.store,
            taker.llm,
            taker.engine,
            taker.budgets,
            taker.time);
    EngineSettings settings = TestNode.settings(taker.self, false);
    return new NodeKeeper(settings, taker.store, taker.store, taker.engine, takeover, taker.time);
  }

  @Test
  void reportsThatNothingIsWrittenWhenItsBeatsStop() {
    try (NodeKeeper keeper = taker.keeper(false)) {
      keeper.beat();

      taker.time.advance(Duration.ofSeconds(5));

      assertThat(keeper.canWrite()).isFalse();
    }
  }

  private void beats(NodeKeeper keeper, int count) {
    for (int beat = 0; beat < count; beat++) {
      taker.time.advance(Duration.ofSeconds(1));
      keeper.beat();
    }
  }

  private int attempt(Reply reply) {
    return stored(reply).lineage().attempt();
  }

  private Reply stored(Reply reply) {
    return dead.store.find(VISITOR, reply.id()).orElseThrow();
  }
}
