package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.metric.OperationLedger;
import java.time.Duration;
import java.util.Optional;

/** Reads or follows a reply, running or ended, on whatever node it is generated. */
public final class FollowReply {
  private final ReplyRepository replies;
  private final ReplyEngine engine;
  private final TimeSource time;

  public FollowReply(ReplyRepository replies, ReplyEngine engine, TimeSource time) {
    this.replies = replies;
    this.engine = engine;
    this.time = time;
  }

  /**
   * Returns a follower that starts at a cursor.
   *
   * @throws RefusedException if the visitor has no such reply, or the cursor is not valid for it
   */
  public ReplyFollower follow(Visitor visitor, ReplyId id, Cursor from) {
    // A client that has seen a later attempt knows more than this node does.
    Optional<LiveReply> here =
        engine.live(visitor, id).filter(reply -> reply.cursor().attempt() >= from.attempt());
    LiveReply reply = here.orElseGet(() -> engine.remote(visitor, stored(visitor, id)));
    boolean elsewhere = here.isEmpty() && !reply.hasEnded();
    // Another node may have shown more than is stored so far; then the follower waits for it.
    if (!reply.canStandAt(from, elsewhere)) {
      throw new RefusedException(new Refusal.BadCursor());
    }
    AssistantName assistant = visitor.assistant();
    OperationLedger ledger = engine.ledger();
    ledger.followed(assistant, !from.equals(Cursor.start()));
    Duration atMost = engine.settings().followAtMost();
    return new ReplyFollower(reply, from, time, atMost, () -> ledger.rewound(assistant));
  }

  /**
   * Returns the current state of the reply.
   *
   * @throws RefusedException if the visitor has no such reply
   */
  public Reply read(Visitor visitor, ReplyId id) {
    return engine.current(visitor, id).orElseGet(() -> stored(visitor, id));
  }

  private Reply stored(Visitor visitor, ReplyId id) {
    return replies
        .find(visitor, id)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("reply")));
  }
}
