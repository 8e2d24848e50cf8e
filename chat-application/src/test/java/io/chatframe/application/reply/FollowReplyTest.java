package io.chatframe.application.reply;

import static io.chatframe.application.TestNode.PATIENCE;
import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.chatframe.application.TestNode;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FollowReplyTest {
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void givesTheSameTextFromEveryCursorWhileItGrowsAndAfterwards() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.reasoning("thin").reasoning("king 🙂").text("Grüße 🙂").text(" and more");
    String whole = "thinking 🙂Grüße 🙂 and more";
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == whole.length());

    for (int position = 0; position <= whole.length(); position++) {
      if (!splitsPair(whole, position)) {
        assertThat(textFrom(reply.id(), position, whole.length()))
            .isEqualTo(whole.substring(position));
      }
    }
    stream.finish();
    node.ended(reply.id());
    for (int position = 0; position <= whole.length(); position++) {
      if (!splitsPair(whole, position)) {
        assertThat(textFrom(reply.id(), position, whole.length()))
            .isEqualTo(whole.substring(position));
      }
    }
  }

  @Test
  void findsNothingOfADeletedReplyWhileItsGenerationEnds() {
    for (int i = 0; i < 50; i++) {
      Reply reply = node.ask("Tell me");
      node.llm.awaitStream();

      node.delete.delete(VISITOR, reply.dialog());

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> node.follow.read(VISITOR, reply.id()))
          .extracting(RefusedException::refusal)
          .isEqualTo(new Refusal.NotFound("reply"));
    }
  }

  @Test
  void refusesCursorsTheReplyNeverIssued() {
    Reply reply = node.ask("Tell me");
    node.llm.awaitStream().text("🙂");
    await().until(() -> node.follow.read(VISITOR, reply.id()).text().length() == 2);

    for (Cursor wrong : List.of(new Cursor(1, 1), new Cursor(1, 3), new Cursor(2, 0))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> node.follow.follow(VISITOR, reply.id(), wrong))
          .extracting(RefusedException::refusal)
          .isEqualTo(new Refusal.BadCursor());
    }
  }

  @Test
  void doesNotKnowARunningReplyOfAnotherVisitor() {
    Reply reply = node.ask("Mine");
    var other = new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> node.follow.follow(other, reply.id(), Cursor.start()));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> node.stop.stop(other, reply.id()));
    assertThat(node.llm.awaitStream().closed()).isFalse();
  }

  @Test
  void saysDoneOnlyAfterTheEndIsStored() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), Cursor.start());
    ScriptedLlmStream stream = node.llm.awaitStream();
    node.store.unavailable(true);
    stream.text("Kept").finish();
    follower.next(PATIENCE);

    assertThat(follower.next(PATIENCE)).isInstanceOf(FollowEvent.MoreText.class);
    assertThat(follower.next(Duration.ofMillis(100))).isInstanceOf(FollowEvent.Quiet.class);

    node.store.unavailable(false);
    assertThat(follower.next(PATIENCE)).isInstanceOf(FollowEvent.Done.class);
    assertThat(node.store.find(VISITOR, reply.id()).orElseThrow().status())
        .isEqualTo(ReplyStatus.COMPLETED);
  }

  @Test
  void asksToReconnectIfTheEndCannotBeStoredForLong() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), new Cursor(1, 0));
    ScriptedLlmStream stream = node.llm.awaitStream();
    node.store.unavailable(true);
    stream.finish();
    follower.next(PATIENCE);
    assertThat(follower.next(Duration.ofMillis(50))).isInstanceOf(FollowEvent.Quiet.class);

    node.time.advance(Duration.ofSeconds(31));

    assertThat(follower.next(PATIENCE)).isInstanceOf(FollowEvent.Reconnect.class);
  }

  @Test
  void asksToReconnectAfterFiveMinutes() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), Cursor.start());
    follower.next(PATIENCE);

    node.time.advance(Duration.ofMinutes(5));

    assertThat(follower.next(PATIENCE)).isInstanceOf(FollowEvent.Reconnect.class);
  }

  @Test
  void followsAReplyThatGrowsOnAnotherNode() throws InterruptedException {
    try (TestNode other = node.another()) {
      Reply reply = node.ask("Tell me");
      ReplyFollower follower = other.follow.follow(VISITOR, reply.id(), Cursor.start());
      ScriptedLlmStream stream = node.llm.awaitStream();
      stream.text("Far");
      follower.next(PATIENCE);

      FollowEvent piece = follower.next(PATIENCE);
      stream.text(" away").finish();
      FollowEvent rest = follower.next(PATIENCE);

      assertThat(piece).isEqualTo(new FollowEvent.MoreText("Far", new Cursor(1, 3)));
      assertThat(rest).isEqualTo(new FollowEvent.MoreText(" away", new Cursor(1, 8)));
      assertThat(follower.next(PATIENCE)).isInstanceOf(FollowEvent.Done.class);
    }
  }

  @Test
  void endsTheFollowersOfADeletedDialog() throws InterruptedException {
    Reply reply = node.ask("Tell me");
    ScriptedLlmStream stream = node.llm.awaitStream();
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), Cursor.start());
    follower.next(PATIENCE);

    node.delete.delete(VISITOR, reply.dialog());

    stream.awaitClosed();
    assertThat(follower.next(PATIENCE))
        .isInstanceOfSatisfying(
            FollowEvent.Done.class,
            done -> {
              assertThat(done.deleted()).isTrue();
              assertThat(done.reply().status()).isEqualTo(ReplyStatus.STOPPED);
            });
    assertThat(node.store.find(VISITOR, reply.id())).isEmpty();
  }

  /** The text that a follower gets from a position to the end. */
  private String textFrom(ReplyId reply, int position, int length) throws InterruptedException {
    ReplyFollower follower = node.follow.follow(VISITOR, reply, new Cursor(1, position));
    var text = new StringBuilder();
    follower.next(PATIENCE);
    while (follower.cursor().position() < length) {
      switch (follower.next(PATIENCE)) {
        case FollowEvent.MoreReasoning more -> text.append(more.piece());
        case FollowEvent.MoreText more -> text.append(more.piece());
        case FollowEvent other -> throw new AssertionError("unexpected " + other);
      }
    }
    return text.toString();
  }

  private static boolean splitsPair(String text, int position) {
    return position > 0
        && position < text.length()
        && Character.isLowSurrogate(text.charAt(position));
  }
}
