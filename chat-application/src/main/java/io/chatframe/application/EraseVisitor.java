package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;

/**
 * Deletes for good all that is kept of a visitor, also while replies are generated; those are
 * stopped. Her id begins nothing again. Idempotent.
 */
public final class EraseVisitor {
  private final DialogRepository dialogs;
  private final ReplyEngine engine;

  public EraseVisitor(DialogRepository dialogs, ReplyEngine engine) {
    this.dialogs = dialogs;
    this.engine = engine;
  }

  /**
   * Erases her: she has nothing any more, though some of it may be yet to be deleted. What other
   * nodes generate for her ends with their next journal tick.
   */
  public Erasure erase(Visitor visitor) {
    Erasure erasure = dialogs.erase(visitor);
    if (erasure != Erasure.NONE) {
      engine.discard(visitor);
    }
    return erasure;
  }

  /** Whether all of it is deleted. */
  public Erasure progress(Visitor visitor) {
    return dialogs.erasure(visitor);
  }
}
