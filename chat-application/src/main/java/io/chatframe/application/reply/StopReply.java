package io.chatframe.application.reply;

import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;
import java.time.Duration;
import java.util.Optional;

/** Stops a reply from any tab and any node, keeping its text so far. Idempotent. */
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
   * @return the resulting state of the reply; unchanged if it had already ended
   * @throws RefusedException if the visitor has no such reply
   * @throws InterruptedException if the thread is interrupted; the reply stops nevertheless
   */
  public Reply stop(Visitor visitor, ReplyId id) throws InterruptedException {
    Optional<LiveReply> here = engine.live(visitor, id);
    if (here.isPresent()) {
      engine.stop(id);
      return ended(here.get());
    }
    boolean runs = replies.requestStop(visitor, id);
    Reply stored = follow.read(visitor, id);
    // Its owner sees the request at its next journal tick.
    return runs && stored.end().isEmpty() ? ended(engine.remote(visitor, stored)) : stored;
  }

  private static Reply ended(LiveReply reply) throws InterruptedException {
    reply.awaitEnd(PATIENCE.toMillis());
    return reply.snapshot();
  }
}
