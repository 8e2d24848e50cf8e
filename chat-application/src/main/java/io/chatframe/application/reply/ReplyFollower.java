package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * Pulls one reply from a cursor to its end. Holds no resources: to leave, stop pulling. For one
 * thread; while that waits, the thread that appends to the reply may move the follower on.
 */
public final class ReplyFollower {
  private static final EventSink NONE = (_, _) -> EventSink.Taken.NOTHING;

  private final LiveReply reply;
  private final TimeSource time;
  private final long deadline;
  private final int releases;
  private final Runnable onRewind;

  /** Changed under the reply's lock while the follower waits, like all below. */
  private EventSink sink = NONE;

  private int corrections;
  private Cursor cursor;
  private long movedAt;
  private boolean owes;
  private boolean began;

  ReplyFollower(LiveReply reply, Cursor cursor, TimeSource time, Duration atMost) {
    this(reply, cursor, time, atMost, () -> {});
  }

  /**
   * @param onRewind told of each rewind; does not block
   */
  ReplyFollower(
      LiveReply reply, Cursor cursor, TimeSource time, Duration atMost, Runnable onRewind) {
    this.onRewind = onRewind;
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

  /** Like {@link #next(Duration, EventSink)}, without a sink. */
  public FollowEvent next(Duration patience) throws InterruptedException {
    return next(patience, NONE);
  }

  /**
   * Returns the next event, or {@link FollowEvent.Quiet} after {@code patience} without any, or
   * when a sink has taken an event in part. Blocks. Must not be called after {@link
   * FollowEvent.Done} or {@link FollowEvent.Reconnect}.
   *
   * @param patience less than a minute, after which the copy of a reply generated elsewhere is
   *     dropped
   * @param pieces takes pieces while this call waits, which then does not return them
   * @throws InterruptedException if the thread is interrupted
   */
  public FollowEvent next(Duration patience, EventSink pieces) throws InterruptedException {
    sink = pieces;
    movedAt = time.nanos();
    if (!began) {
      reply.touch();
      began = true;
      return new FollowEvent.Began(reply.snapshot(), cursor);
    }
    long now = movedAt;
    while (now - deadline < 0 && now - movedAt < patience.toNanos()) {
      reply.touch();
      long left = Math.min(movedAt + patience.toNanos() - now, deadline - now);
      Optional<FollowEvent> event = reply.next(this, left);
      if (event.isPresent() || owes) {
        owes = false;
        FollowEvent next = event.orElseGet(FollowEvent.Quiet::new);
        moveTo(next);
        return next;
      }
      now = time.nanos();
    }
    return now - deadline >= 0 ? new FollowEvent.Reconnect() : new FollowEvent.Quiet();
  }

  int releases() {
    return releases;
  }

  int corrections() {
    return corrections;
  }

  /** Whether its sink has taken an event in part. */
  boolean owes() {
    return owes;
  }

  /** Offers everything new to the sink; returns whether there is nothing left to wake up for. */
  boolean takeAll() {
    for (var event = reply.look(this); event.isPresent(); event = reply.look(this)) {
      FollowEvent next = event.get();
      EventSink.Taken taken = owes ? EventSink.Taken.NOTHING : offer(next);
      if (taken != EventSink.Taken.NOTHING) {
        moveTo(next);
        movedAt = time.nanos();
      }
      owes |= taken == EventSink.Taken.IN_PART;
      if (taken != EventSink.Taken.WHOLE) {
        return false;
      }
    }
    return true;
  }

  private EventSink.Taken offer(FollowEvent event) {
    return switch (event) {
      case FollowEvent.MoreReasoning(_, Cursor after) -> offer(event, after);
      case FollowEvent.MoreText(_, Cursor after) -> offer(event, after);
      case FollowEvent.Began _,
          FollowEvent.Rewound _,
          FollowEvent.Done _,
          FollowEvent.Reconnect _,
          FollowEvent.Quiet _ ->
          EventSink.Taken.NOTHING;
    };
  }

  private EventSink.Taken offer(FollowEvent piece, Cursor after) {
    try {
      return sink.take(piece, after);
    } catch (RuntimeException _) {
      // A defect in serving one reader must not end the reply: its own thread gets the piece and
      // meets it.
      return EventSink.Taken.NOTHING;
    }
  }

  private void moveTo(FollowEvent event) {
    switch (event) {
      case FollowEvent.MoreReasoning reasoning -> cursor = reasoning.cursor();
      case FollowEvent.MoreText text -> cursor = text.cursor();
      case FollowEvent.Rewound rewound -> {
        onRewind.run();
        cursor = rewound.cursor();
        corrections = reply.correctionsKnownAt(cursor);
      }
      case FollowEvent.Began _,
          FollowEvent.Done _,
          FollowEvent.Reconnect _,
          FollowEvent.Quiet _ -> {}
    }
  }
}
