package io.chatframe.application.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.application.TestNode;
import io.chatframe.application.TestTime;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A follower whose pieces are taken by the thread that appends them. */
@Timeout(20)
final class EventSinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TestTime time = new TestTime();
  private final OwnedReply reply = new OwnedReply(TestNode.VISITOR, begun(), time);
  private final ReplyFollower follower = new ReplyFollower(reply, Cursor.start(), time, PATIENCE);
  private final List<FollowEvent> taken = new ArrayList<>();
  private EventSink.Taken answer = EventSink.Taken.WHOLE;

  @BeforeEach
  void begin() throws InterruptedException {
    assertThat(follower.next(PATIENCE)).isInstanceOf(FollowEvent.Began.class);
  }

  @Test
  void takesPiecesOnTheThreadThatAppendsThem() throws Exception {
    var next = waiting();

    reply.appendReasoning("Hm");
    reply.appendText("One ");
    reply.appendText("two");

    assertThat(taken)
        .containsExactly(
            new FollowEvent.MoreReasoning("Hm", new Cursor(1, 2)),
            new FollowEvent.MoreText("One ", new Cursor(1, 6)),
            new FollowEvent.MoreText("two", new Cursor(1, 9)));
    assertThat(next.isDone()).isFalse();
    reply.end(ReplyEnd.stopped(time.now()));
    assertThat(next.get()).isInstanceOf(FollowEvent.Done.class);
    assertThat(follower.cursor()).isEqualTo(new Cursor(1, 9));
  }

  @Test
  void leavesAPieceToTheFollowerIfItTakesNothing() throws Exception {
    var next = waiting();
    answer = EventSink.Taken.NOTHING;

    reply.appendText("One");

    assertThat(next.get()).isEqualTo(new FollowEvent.MoreText("One", new Cursor(1, 3)));
  }

  @Test
  void leavesAPieceToTheFollowerIfItFails() throws Exception {
    FutureTask<FollowEvent> next =
        new FutureTask<>(() ->
            follower.next(
                PATIENCE,
                (_, _) -> {
                  throw new IllegalStateException("a defect");
                }));
    start(next);

    reply.appendText("One");

    assertThat(next.get()).isEqualTo(new FollowEvent.MoreText("One", new Cursor(1, 3)));
  }

  @Test
  void wakesTheFollowerToDeliverTheRestOfAPiece() throws Exception {
    var next = waiting();
    answer = EventSink.Taken.IN_PART;

    reply.appendText("One");

    assertThat(next.get()).isInstanceOf(FollowEvent.Quiet.class);
    assertThat(follower.cursor()).isEqualTo(new Cursor(1, 3));
    answer = EventSink.Taken.WHOLE;
    var afterwards = waiting();
    reply.appendText("two");
    assertThat(taken.getLast()).isEqualTo(new FollowEvent.MoreText("two", new Cursor(1, 6)));
    reply.end(ReplyEnd.stopped(time.now()));
    assertThat(afterwards.get()).isInstanceOf(FollowEvent.Done.class);
  }

  @Test
  void isNotOfferedARewind() throws Exception {
    reply.appendText("One");
    follower.next(PATIENCE);
    var next = waiting();

    reply.textWasReasoning();

    assertThat(next.get()).isEqualTo(new FollowEvent.Rewound(0, 0, new Cursor(1, 0)));
    assertThat(taken).isEmpty();
  }

  @Test
  void isNotOfferedWhatItsNodeMayNoLongerShow() throws Exception {
    var next = waiting();
    time.advance(Duration.ofSeconds(6));

    reply.appendText("zombie");

    assertThat(taken).isEmpty();
    reply.confirm(time.nanos());
    assertThat(taken).containsExactly(new FollowEvent.MoreText("zombie", new Cursor(1, 6)));
    reply.end(ReplyEnd.stopped(time.now()));
    assertThat(next.get()).isInstanceOf(FollowEvent.Done.class);
  }

  /** The follower's next event, asked for by a thread that now waits. */
  private FutureTask<FollowEvent> waiting() {
    Callable<FollowEvent> asking = () -> follower.next(PATIENCE, this::take);
    var next = new FutureTask<>(asking);
    start(next);
    return next;
  }

  private static void start(FutureTask<FollowEvent> asking) {
    Thread thread = Thread.ofPlatform().start(asking);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  private EventSink.Taken take(FollowEvent piece, Cursor cursor) {
    if (answer != EventSink.Taken.NOTHING) {
      taken.add(piece);
    }
    return answer;
  }

  private static Reply begun() {
    return new Reply(
        new ReplyId(UUID.randomUUID()),
        new DialogId(UUID.randomUUID()),
        2,
        new MessageId(UUID.randomUUID()),
        Instant.EPOCH,
        "model-1",
        Lineage.first(),
        ReplyText.EMPTY,
        Optional.empty());
  }
}
