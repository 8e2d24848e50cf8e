package io.chatframe.application;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;

/**
 * Deletes for good all that is kept of a visitor, also while replies are generated; those are
 * stopped. Her id is never used again. Idempotent.
 */
public final class EraseVisitor {
  private final DialogRepository dialogs;
  private final ReplyEngine engine;

  public EraseVisitor(DialogRepository dialogs, ReplyEngine engine) {
    this.dialogs = dialogs;
    this.engine = engine;
  }

  /** Erases her. What other nodes generate for her ends with their next journal tick. */
  public void erase(Visitor visitor) {
    dialogs.erase(visitor).forEach(engine::discard);
  }
}
