package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;

/** Begins another reply beside one that was cut, and goes on from the end of its text. */
public final class ContinueReply {
  private final ReplyRepository replies;
  private final ReplyStart start;

  public ContinueReply(AssistantCatalog assistants, ReplyRepository replies, ReplyEngine engine) {
    this.replies = replies;
    this.start = new ReplyStart(assistants, replies, engine);
  }

  /**
   * Begins the new reply, which has the text of the old one from the first; idempotent by its id.
   *
   * @param id names the new reply; made by the client
   * @throws RefusedException if nothing was stored
   */
  public Reply continueFrom(Visitor visitor, ReplyId cut, ReplyId id) {
    return start.beside(visitor, cut, id, reply -> replies.continueFrom(visitor, cut, reply));
  }
}
