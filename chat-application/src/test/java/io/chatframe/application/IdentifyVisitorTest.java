package io.chatframe.application;

import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.application.reply.FollowEvent;
import io.chatframe.application.reply.ReplyFollower;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IdentifyVisitorTest {
  private final TestNode node = new TestNode();
  private final IdentifyVisitor identify = new IdentifyVisitor(node.store, node.engine);
  private final EraseVisitor erase = new EraseVisitor(node.store, node.engine);

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void findsTheLifeAfterAnyNumberOfErasuresInFewSteps() {
    for (int life = 0; life < 100; life++) {
      var asked = new AtomicInteger();
      Visitor visitor =
          identify.identify(
              VISITOR.assistant(),
              number -> {
                asked.incrementAndGet();
                return life(number);
              });
      assertThat(visitor.id()).isEqualTo(life(life));
      assertThat(asked).hasValueLessThan(20);
      giveDialog(visitor);
      erase.erase(visitor);
    }
  }

  private void giveDialog(Visitor visitor) {
    node.ask("Hello");
    node.llm.awaitStream().text("Hi").finish();
    assertThat(node.store.move(VISITOR, visitor.id())).isTrue();
    node.store.forget(VISITOR);
  }

  @Test
  void needsTheDatabaseOnlyToMoveDialogs() {
    node.store.unavailable(true);

    assertThat(identify.identify(VISITOR.assistant(), IdentifyVisitorTest::life).id())
        .isEqualTo(life(0));
    assertThatExceptionOfType(StorageUnavailableException.class)
        .isThrownBy(
            () -> identify.identify(VISITOR.assistant(), IdentifyVisitorTest::life, VISITOR.id()));
    node.store.unavailable(false);
  }

  @Test
  void letsTheIdentifiedVisitorFollowAndStopAReplyThatWasRunning() throws InterruptedException {
    Reply reply = node.ask("Hello");
    var stream = node.llm.awaitStream().text("Hi");
    Awaitility.await().until(() -> !node.follow.read(VISITOR, reply.id()).text().text().isEmpty());

    Visitor ann = identify.identify(VISITOR.assistant(), IdentifyVisitorTest::life, VISITOR.id());

    assertThat(node.follow.read(ann, reply.id()).status()).isEqualTo(ReplyStatus.GENERATING);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> node.follow.read(VISITOR, reply.id()));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> node.stop.stop(VISITOR, reply.id()));
    Reply stopped = node.stop.stop(ann, reply.id());
    assertThat(stopped.text().text()).isEqualTo("Hi");
    stream.awaitClosed();
  }

  @Test
  void letsFollowersOnOtherNodesReadToTheEnd() throws InterruptedException {
    try (var other = new TestNode(node.time, node.store, TestNode.assistant(true), 10)) {
      Reply reply = node.ask("Hello");
      var stream = node.llm.awaitStream().text("Hi");
      Awaitility.await()
          .until(() -> !other.follow.read(VISITOR, reply.id()).text().text().isEmpty());
      other.follow.follow(VISITOR, reply.id(), Cursor.start());
      Visitor ann = identify.identify(VISITOR.assistant(), IdentifyVisitorTest::life, VISITOR.id());
      ReplyFollower follower = other.follow.follow(ann, reply.id(), Cursor.start());

      stream.text(" there").finish();

      FollowEvent last = follower.next(TestNode.PATIENCE);
      while (!(last instanceof FollowEvent.Done)) {
        last = follower.next(TestNode.PATIENCE);
      }
      var done = (FollowEvent.Done) last;
      assertThat(done.deleted()).isFalse();
      assertThat(done.reply().text().text()).isEqualTo("Hi there");
    }
  }

  private static VisitorId life(int number) {
    return new VisitorId(new UUID(8, number));
  }
}
