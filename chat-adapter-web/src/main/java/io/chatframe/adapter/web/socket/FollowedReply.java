package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.problem.DefectLog;
import io.chatframe.adapter.web.stream.EventJson;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.application.reply.ReplyFollower;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.ReplyId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One reply followed on one connection: a virtual thread pulls its events and sends them, until
 * {@link #leave} is called.
 */
final class FollowedReply {
  private final ReplyId reply;
  private final ReplyFollower follower;
  private final OpenStreams.StreamPlace place;
  private final FrameSender sender;
  private final Duration heartbeat;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<String> ref;
  private volatile Cursor sent;
  private volatile boolean left;
  private @Nullable Thread waiting;

  /**
   * @param ref the client's reference, returned with the first event
   */
  FollowedReply(
      Optional<String> ref,
      ReplyId reply,
      ReplyFollower follower,
      OpenStreams.StreamPlace place,
      FrameSender sender,
      Duration heartbeat) {
    this.ref = ref;
    this.reply = reply;
    this.follower = follower;
    this.place = place;
    this.sender = sender;
    this.heartbeat = heartbeat;
    this.sent = follower.cursor();
  }

  ReplyId reply() {
    return reply;
  }

  /**
   * Starts sending.
   *
   * @param over runs before the last event is sent, so that the place is free once the client has
   *     read the end, and again when the thread ends
   * @param broken runs if the client is unreachable
   */
  void start(Runnable over, Runnable broken) {
    Thread.ofVirtual().name("socket-" + reply).start(() -> run(over, broken));
  }

  private void run(Runnable over, Runnable broken) {
    try (place) {
      pull(over);
    } catch (InterruptedException e) {
      // The client stopped following while this thread waited.
      return;
    } catch (IOException e) {
      broken.run();
    } catch (RuntimeException e) {
      if (!left) {
        DefectLog.report("A follower on a socket", e);
        askAgain(broken);
      }
    } finally {
      over.run();
    }
  }

  private void pull(Runnable over) throws IOException, InterruptedException {
    boolean last = false;
    while (!left && !last) {
      FollowEvent event = next();
      last = EventJson.isLast(event);
      switch (event) {
        // The connection's pings serve as heartbeats.
        case FollowEvent.Quiet _ -> {}
        case FollowEvent.Done _, FollowEvent.Reconnect _ -> send(event, over);
        case FollowEvent.Began _,
            FollowEvent.MoreReasoning _,
            FollowEvent.MoreText _,
            FollowEvent.Rewound _ ->
            send(event, () -> {});
      }
    }
  }

  /** Only this wait may be interrupted; an interrupt during a write would close the socket. */
  private FollowEvent next() throws InterruptedException {
    lock.lock();
    try {
      if (left) {
        throw new InterruptedException("left");
      }
      waiting = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    try {
      return follower.next(heartbeat);
    } finally {
      lock.lock();
      try {
        waiting = null;
        if (left) {
          // Left while an event arrived: the loop sees the flag, and a stale interrupt must not hit
          // what follows.
          Thread.interrupted();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void send(FollowEvent event, Runnable before) throws IOException {
    Cursor cursor = follower.cursor();
    String frame = FrameJson.event(ref, reply, cursor, event);
    ref = Optional.empty();
    sender.sendIf(
        () -> {
          if (!left) {
            before.run();
          }
          return !left;
        },
        () -> frame,
        () -> sent = cursor);
  }

  /** Stops sending and frees the place at once; idempotent. */
  void leave() {
    lock.lock();
    try {
      left = true;
      if (waiting != null) {
        waiting.interrupt();
      }
    } finally {
      lock.unlock();
    }
    giveBack();
  }

  /** Frees the place among the open streams; idempotent. */
  void giveBack() {
    place.close();
  }

  /** Stops, and asks the client to follow again from its last cursor. */
  void askAgain(Runnable broken) {
    try {
      sender.sendIf(() -> !left, this::reconnect, this::leave);
    } catch (IOException e) {
      broken.run();
    }
  }

  private String reconnect() {
    return FrameJson.event(Optional.empty(), reply, sent, new FollowEvent.Reconnect());
  }
}
