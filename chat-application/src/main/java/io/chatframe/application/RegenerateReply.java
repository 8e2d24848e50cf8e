package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;
import java.util.Optional;

/**
 * Begins another reply beside one that ended: for another answer, or to try again after a failure.
 */
public final class RegenerateReply {
  private final AssistantCatalog assistants;
  private final ReplyRepository replies;
  private final ReplyEngine engine;

  public RegenerateReply(AssistantCatalog assistants, ReplyRepository replies, ReplyEngine engine) {
    this.assistants = assistants;
    this.replies = replies;
    this.engine = engine;
  }

  /**
   * Begins the new reply; idempotent by its id.
   *
   * @param id names the new reply; made by the client
   * @throws RefusedException where nothing was stored
   */
  public Reply regenerate(Visitor visitor, ReplyId beside, ReplyId id) {
    AssistantSettings assistant = Assistants.of(assistants, visitor);
    try (var admission = engine.admit(visitor, beside)) {
      Optional<Refusal> refusal = admission.refusal();
      if (refusal.isPresent()) {
        return known(replies, visitor, beside, id)
            .orElseThrow(() -> new RefusedException(refusal.get()));
      }
      Acceptance acceptance = replies.regenerate(visitor, beside, engine.newReply(assistant, id));
      return engine.take(visitor, assistant, acceptance, "reply");
    }
  }

  /** A reply that was begun beside another under this id, by a request like this one. */
  static Optional<Reply> known(
      ReplyRepository replies, Visitor visitor, ReplyId beside, ReplyId id) {
    Optional<Reply> old = replies.find(visitor, beside);
    return replies
        .find(visitor, id)
        .filter(known -> old.map(Reply::question).filter(known.question()::equals).isPresent());
  }
}
