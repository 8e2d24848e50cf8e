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

/** Begins another reply beside one that was cut, and goes on from the end of its text. */
public final class ContinueReply {
  private final AssistantCatalog assistants;
  private final ReplyRepository replies;
  private final ReplyEngine engine;

  public ContinueReply(AssistantCatalog assistants, ReplyRepository replies, ReplyEngine engine) {
    this.assistants = assistants;
    this.replies = replies;
    this.engine = engine;
  }

  /**
   * Begins the new reply, which has the text of the old one from the first; idempotent by its id.
   *
   * @param id names the new reply; made by the client
   * @throws RefusedException where nothing was stored
   */
  public Reply continueFrom(Visitor visitor, ReplyId cut, ReplyId id) {
    AssistantSettings assistant = Assistants.of(assistants, visitor);
    try (var admission = engine.admit(visitor, cut)) {
      Optional<Refusal> refusal = admission.refusal();
      if (refusal.isPresent()) {
        return RegenerateReply.known(replies, visitor, cut, id)
            .orElseThrow(() -> new RefusedException(refusal.get()));
      }
      Acceptance acceptance = replies.continueFrom(visitor, cut, engine.newReply(assistant, id));
      return engine.take(visitor, assistant, acceptance, "reply");
    }
  }
}
