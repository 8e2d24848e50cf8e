package io.chatframe.application.reply;

import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;
import java.time.Duration;
import java.util.Optional;

/** Stops a reply, from any tab and any node, and keeps its text so far. Idempotent. */
public final class StopReply {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ReplyRepository replies;
  private final ReplyEngine engine;
  private final FollowReply follow;

  public StopReply(ReplyRepository replies, ReplyEngine engine, FollowReply follow) {
    this.replies = replies;
    this.engine = engine;
    this.follow = follow;
  }

  /**
   * Stops the reply; waits up to a second for its end to be stored.
   *
   * @return the reply as it then stands; one that had ended is unchanged
   * @throws RefusedException where the visitor has none such
   * @throws InterruptedException when the thread is told to give up; the reply stops all the same
   */
  public Reply stop(Visitor visitor, ReplyId id) throws InterruptedException {
    Optional<LiveReply> live = engine.live(id).filter(reply -> reply.visitor().equals(visitor));
    if (live.isPresent()) {
      engine.stop(id);
      live.get().awaitEnd(PATIENCE.toMillis());
      return live.get().snapshot();
    }
    return replies.requestStop(visitor, id) ? stopElsewhere(visitor, id) : follow.read(visitor, id);
  }

  /** Its owner reads the flag with its next journal tick. */
  private Reply stopElsewhere(Visitor visitor, ReplyId id) throws InterruptedException {
    Reply running = follow.read(visitor, id);
    if (running.end().isPresent()) {
      return running;
    }
    LiveReply copy = engine.readable(new LiveReply(visitor, running));
    copy.awaitEnd(PATIENCE.toMillis());
    return copy.snapshot();
  }
}
