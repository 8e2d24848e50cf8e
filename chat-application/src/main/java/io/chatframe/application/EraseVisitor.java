package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;

/**
 * Permanently deletes all data of a visitor and stops her running replies. Her id can begin no
 * dialog again. Idempotent.
 */
public final class EraseVisitor {
  private final DialogRepository dialogs;
  private final ReplyEngine engine;

  public EraseVisitor(DialogRepository dialogs, ReplyEngine engine) {
    this.dialogs = dialogs;
    this.engine = engine;
  }

  /**
   * Makes all her data inaccessible at once; rows may still be pending deletion. Replies that other
   * nodes generate for her end at their next journal tick.
   */
  public Erasure erase(Visitor visitor) {
    Erasure erasure = dialogs.erase(visitor);
    if (erasure != Erasure.NONE) {
      engine.discard(visitor);
    }
    return erasure;
  }

  /** How far the erasure has got. */
  public Erasure progress(Visitor visitor) {
    return dialogs.erasure(visitor);
  }
}
