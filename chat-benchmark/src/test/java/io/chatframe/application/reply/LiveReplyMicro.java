package io.chatframe.application.reply;

import io.chatframe.benchmark.micro.MachineTime;
import io.chatframe.benchmark.micro.RecordedAnswer;
import io.chatframe.domain.Cursor;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Appends an answer to a reply in memory, and hands it to a follower. */
@State(Scope.Benchmark)
public class LiveReplyMicro {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final List<String> pieces = RecordedAnswer.pieces();
  private final MachineTime time = new MachineTime();

  /** Nobody follows. */
  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public int append() {
    OwnedReply reply = BegunReplies.begun(time);
    for (String piece : pieces) {
      reply.appendText(piece);
    }
    return reply.length();
  }

  /** A follower that never waits pulls each piece: a thread cannot be woken up in this figure. */
  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void appendAndPull(Blackhole taken) throws InterruptedException {
    OwnedReply reply = BegunReplies.begun(time);
    ReplyFollower follower = new ReplyFollower(reply, Cursor.start(), time, Duration.ofMinutes(5));
    taken.consume(follower.next(PATIENCE));
    for (String piece : pieces) {
      reply.appendText(piece);
      taken.consume(follower.next(PATIENCE));
    }
  }

  /** A follower waits, and its sink takes each piece on the appending thread. */
  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void appendToWaiting(WaitingFollower follower) {
    for (String piece : pieces) {
      follower.reply().appendText(piece);
    }
  }
}
