package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * Pulls one reply from a cursor to its end. Holds no resources: to leave, stop pulling. For one
 * thread.
 */
public final class ReplyFollower {
  private final LiveReply reply;
  private final TimeSource time;
  private final long deadline;
  private final int releases;
  private int corrections;
  private Cursor cursor;
  private boolean began;

  ReplyFollower(LiveReply reply, Cursor cursor, TimeSource time, Duration atMost) {
    this.reply = reply;
    this.releases = reply.releases();
    this.corrections = reply.correctionsKnownAt(cursor);
    this.cursor = cursor;
    this.time = time;
    this.deadline = time.nanos() + atMost.toNanos();
  }

  /** The position up to which this follower has read. */
  public Cursor cursor() {
    return cursor;
  }

  /**
   * Returns the next event, or {@link FollowEvent.Quiet} after blocking for {@code patience}. Must
   * not be called after {@link FollowEvent.Done} or {@link FollowEvent.Reconnect}.
   *
   * @param patience less than a minute, after which the copy of a reply generated elsewhere is
   *     dropped
   * @throws InterruptedException if the thread is interrupted
   */
  public FollowEvent next(Duration patience) throws InterruptedException {
    long now = time.nanos();
    reply.touch();
    if (!began) {
      began = true;
      return new FollowEvent.Began(reply.snapshot(), cursor);
    }
    long left = Math.min(patience.toNanos(), deadline - now);
    Optional<FollowEvent> event = reply.next(cursor, releases, corrections, left);
    if (event.isPresent()) {
      return moved(event.get());
    }
    return time.nanos() - deadline >= 0 ? new FollowEvent.Reconnect() : new FollowEvent.Quiet();
  }

  private FollowEvent moved(FollowEvent event) {
    switch (event) {
      case FollowEvent.MoreReasoning reasoning -> cursor = reasoning.cursor();
      case FollowEvent.MoreText text -> cursor = text.cursor();
      case FollowEvent.Rewound rewound -> {
        cursor = rewound.cursor();
        corrections = reply.correctionsKnownAt(cursor);
      }
      case FollowEvent.Began _,
          FollowEvent.Done _,
          FollowEvent.Reconnect _,
          FollowEvent.Quiet _ -> {}
    }
    return event;
  }
}
