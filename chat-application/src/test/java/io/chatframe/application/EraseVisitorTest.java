package io.chatframe.application;

import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.application.reply.FollowEvent;
import io.chatframe.application.reply.ReplyFollower;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EraseVisitorTest {
  private final TestNode node = new TestNode();
  private final EraseVisitor erase = new EraseVisitor(node.store, node.engine);

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void endsRunningRepliesHereAtOnce() throws InterruptedException {
    Reply reply = node.ask("Hello");
    var stream = node.llm.awaitStream().text("Hi");
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), Cursor.start());

    erase.erase(VISITOR);

    FollowEvent last = follower.next(TestNode.PATIENCE);
    while (!(last instanceof FollowEvent.Done)) {
      last = follower.next(TestNode.PATIENCE);
    }
    assertThat(((FollowEvent.Done) last).deleted()).isTrue();
    stream.awaitClosed();
  }

  @Test
  void refusesHerLateMessages() {
    node.ask("Hello");

    erase.erase(VISITOR);
    erase.erase(VISITOR);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> node.ask("Late"))
        .extracting(RefusedException::refusal)
        .isInstanceOf(Refusal.VisitorErased.class);
  }

  @Test
  void reportsWhenAllHerDataIsDeleted() {
    assertThat(erase.erase(VISITOR)).isEqualTo(Erasure.NONE);
    node.ask("Hello");

    assertThat(erase.erase(VISITOR)).isEqualTo(Erasure.RUNNING);
    assertThat(erase.progress(VISITOR)).isEqualTo(Erasure.RUNNING);
    node.store.purge();

    assertThat(erase.progress(VISITOR)).isEqualTo(Erasure.DONE);
  }

  @Test
  void refusesAnErasedVisitorButAcceptsHerTokenWhileTheDatabaseIsUnavailable() {
    var fresh = UUID.randomUUID();
    var welcome = new WelcomeVisitor(node.store, () -> fresh);
    assertThat(welcome.welcomeBack(VISITOR.id(), VISITOR.assistant())).isEqualTo(VISITOR);
    node.ask("Hello");

    erase.erase(VISITOR);

    Visitor again = welcome.welcomeBack(VISITOR.id(), VISITOR.assistant());
    assertThat(again.id().value()).isEqualTo(fresh);
    node.store.unavailable(true);
    assertThat(welcome.welcomeBack(VISITOR.id(), VISITOR.assistant())).isEqualTo(VISITOR);
    node.store.unavailable(false);
  }
}
