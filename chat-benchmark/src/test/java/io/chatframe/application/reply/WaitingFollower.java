package io.chatframe.application.reply;

import static java.util.Objects.requireNonNull;

import io.chatframe.benchmark.micro.MachineTime;
import io.chatframe.benchmark.micro.RecordedAnswer;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.ReplyEnd;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A reply with a follower that waits for it on a thread of its own, new for each answer. Beginning
 * and ending it is not part of the time, but of the allocated bytes: a few for each token.
 */
@State(Scope.Thread)
public class WaitingFollower {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MachineTime time = new MachineTime();
  private @Nullable OwnedReply reply;
  private @Nullable Thread thread;
  private int taken;

  OwnedReply reply() {
    return requireNonNull(reply);
  }

  @Setup(Level.Invocation)
  public void begin() {
    OwnedReply begun = BegunReplies.begun(time);
    ReplyFollower follower = new ReplyFollower(begun, Cursor.start(), time, Duration.ofMinutes(5));
    taken = 0;
    reply = begun;
    thread = Thread.ofVirtual().start(() -> follow(follower));
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private void follow(ReplyFollower follower) {
    try {
      follower.next(PATIENCE);
      follower.next(PATIENCE, this::take);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private EventSink.Taken take(FollowEvent piece, Cursor cursor) {
    taken++;
    return EventSink.Taken.WHOLE;
  }

  /** Fails if the follower's own thread got a piece: that would be another figure. */
  @TearDown(Level.Invocation)
  public void end() throws InterruptedException {
    reply().end(ReplyEnd.stopped(Instant.EPOCH));
    requireNonNull(thread).join();
    if (taken != RecordedAnswer.TOKENS) {
      throw new IllegalStateException("The sink took only " + taken + " pieces");
    }
  }
}
