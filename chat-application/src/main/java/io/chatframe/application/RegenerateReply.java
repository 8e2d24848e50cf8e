package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;

/**
 * Begins another reply beside one that ended: for another answer, or to try again after a failure.
 */
public final class RegenerateReply {
  private final ReplyRepository replies;
  private final ReplyStart start;

  public RegenerateReply(AssistantCatalog assistants, ReplyRepository replies, ReplyEngine engine) {
    this.replies = replies;
    this.start = new ReplyStart(assistants, replies, engine);
  }

  /**
   * Begins the new reply; idempotent by its id.
   *
   * @param id names the new reply; made by the client
   * @throws RefusedException if nothing was stored
   */
  public Reply regenerate(Visitor visitor, ReplyId beside, ReplyId id) {
    return start.beside(visitor, beside, id, reply -> replies.regenerate(visitor, beside, reply));
  }
}
