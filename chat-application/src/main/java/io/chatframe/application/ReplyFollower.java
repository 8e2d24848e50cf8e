package io.chatframe.application;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one reply from a cursor to its end, by pulling. It holds nothing but the cursor: to leave
 * is to stop pulling. For one thread.
 */
public final class ReplyFollower implements AutoCloseable {
  private static final long POLL_NANOS = Duration.ofMillis(300).toNanos();

  private final LiveReply reply;
  private final Optional<Supplier<Optional<Reply>>> elsewhere;
  private final TimeSource time;
  private final long deadline;
  private final int releases;
  private Cursor cursor;
  private boolean began;

  /**
   * @param elsewhere how to ask for a reply that does not grow in this process
   */
  ReplyFollower(
      LiveReply reply,
      Optional<Supplier<Optional<Reply>>> elsewhere,
      Cursor cursor,
      TimeSource time,
      Duration atMost) {
    this.reply = reply;
    this.releases = reply.releases();
    this.elsewhere = elsewhere;
    this.cursor = cursor;
    this.time = time;
    this.deadline = time.nanos() + atMost.toNanos();
  }

  /** The point up to which this follower has read. */
  public Cursor cursor() {
    return cursor;
  }

  /**
   * The next event; blocks for it at most {@code patience}, then it is {@link FollowEvent.Quiet}.
   * Not to be called after {@link FollowEvent.Done} or {@link FollowEvent.Reconnect}.
   *
   * @throws InterruptedException when the thread is told to give up
   */
  public FollowEvent next(Duration patience) throws InterruptedException {
    if (!began) {
      began = true;
      return new FollowEvent.Began(reply.snapshot(), cursor);
    }
    long until = time.nanos() + patience.toNanos();
    while (true) {
      long left = Math.min(until, deadline) - time.nanos();
      Optional<FollowEvent> event =
          reply.next(cursor, releases, elsewhere.isPresent() ? Math.min(left, POLL_NANOS) : left);
      if (event.isPresent()) {
        return moved(event.get());
      }
      if (time.nanos() - deadline >= 0) {
        return new FollowEvent.Reconnect();
      }
      if (time.nanos() - until >= 0) {
        return new FollowEvent.Quiet();
      }
      elsewhere.ifPresent(this::refresh);
    }
  }

  /** Leaves the reply. Nothing is held, so there is nothing to give back. */
  @Override
  public void close() {}

  private FollowEvent moved(FollowEvent event) {
    switch (event) {
      case FollowEvent.Reasoning reasoning -> cursor = reasoning.cursor();
      case FollowEvent.Text text -> cursor = text.cursor();
      case FollowEvent.Rewound rewound -> cursor = rewound.cursor();
      case FollowEvent.Began _,
          FollowEvent.Done _,
          FollowEvent.Reconnect _,
          FollowEvent.Quiet _ -> {}
    }
    return event;
  }

  private void refresh(Supplier<Optional<Reply>> source) {
    try {
      source
          .get()
          .ifPresentOrElse(
              reply::catchUp, () -> reply.delete(Ends.stopped(time.now(), Optional.empty())));
    } catch (StorageUnavailableException e) {
      // The follower stays where it is and asks again; its caller's heartbeat shows that the line
      // is alive.
      return;
    }
  }
}
