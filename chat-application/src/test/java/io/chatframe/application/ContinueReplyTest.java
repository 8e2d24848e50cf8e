package io.chatframe.application;

import static io.chatframe.application.TestNode.CALLER;
import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.application.reply.FollowEvent;
import io.chatframe.application.reply.ReplyFollower;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ContinueReplyTest {
  private final TestNode node = new TestNode();
  private final ContinueReply continueReply = node.continueReply();
  private final ReplyId id = new ReplyId(UUID.randomUUID());

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void beginsWithTheKeptTextAndGoesOnFromItsEnd() throws InterruptedException {
    Reply cut = stopped("Once upon");

    Reply begun = continueReply.continueFrom(CALLER, cut.id(), id);
    node.llm.awaitStream().reasoning("Hm.").text(" a time.").finish();

    assertThat(begun.text().text()).isEqualTo("Once upon");
    assertThat(node.llm.requests().getLast().prefix()).contains("Once upon");
    Reply ended = node.ended(id);
    assertThat(ended.status()).isEqualTo(ReplyStatus.COMPLETED);
    assertThat(ended.text()).isEqualTo(new ReplyText("", "Once upon a time."));
    assertThat(ended.end().orElseThrow().thinking()).isEmpty();
    assertThat(node.events(id, Cursor.start()).get(1))
        .isInstanceOfSatisfying(
            FollowEvent.MoreText.class, text -> assertThat(text.piece()).startsWith("Once upon"));
  }

  @Test
  void journalsOnlyWhatCameAfterTheKeptText() throws InterruptedException {
    Reply cut = stopped("Once");
    continueReply.continueFrom(CALLER, cut.id(), id);
    var stream = node.llm.awaitStream().text(" upon");

    try (var other = node.another()) {
      ReplyFollower follower = other.follow.follow(VISITOR, id, Cursor.start());
      var seen = new StringBuilder();
      while (!seen.toString().equals("Once upon")) {
        if (follower.next(Duration.ofSeconds(10)) instanceof FollowEvent.MoreText(var piece, _)) {
          seen.append(piece);
        }
        assertThat("Once upon").startsWith(seen);
      }
    }
    stream.finish();
    node.ended(id);
  }

  @Test
  void findsTheSameReplyAgainEvenWhileDraining() throws InterruptedException {
    Reply cut = stopped("Once");
    continueReply.continueFrom(CALLER, cut.id(), id);
    node.llm.awaitStream().finish();
    node.ended(id);

    node.engine.drain(Duration.ZERO);

    assertThat(continueReply.continueFrom(CALLER, cut.id(), id).id()).isEqualTo(id);
    var fresh = new ReplyId(UUID.randomUUID());
    refuses(VISITOR, cut, fresh, Refusal.Draining.class);
  }

  @Test
  void refusesACompleteReplyOrOneOfAnotherVisitor() throws InterruptedException {
    Reply whole = node.ask("Tell");
    node.llm.awaitStream().text("The end.").finish();
    node.ended(whole.id());

    refuses(VISITOR, whole, id, Refusal.NotContinuable.class);
    var stranger = new Visitor(new VisitorId(UUID.randomUUID()), VISITOR.assistant());
    refuses(stranger, whole, id, Refusal.NotFound.class);
  }

  private Reply stopped(String text) throws InterruptedException {
    Reply reply = node.ask("Tell");
    node.llm.awaitStream().text(text);
    ReplyFollower follower = node.follow.follow(VISITOR, reply.id(), Cursor.start());
    while (!(follower.next(TestNode.PATIENCE) instanceof FollowEvent.MoreText)) {}
    node.stop.stop(VISITOR, reply.id());
    return node.ended(reply.id());
  }

  private void refuses(Visitor visitor, Reply of, ReplyId as, Class<? extends Refusal> why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> continueReply.continueFrom(TestNode.by(visitor), of.id(), as))
        .extracting(RefusedException::refusal)
        .isInstanceOf(why);
  }
}
