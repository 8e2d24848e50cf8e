package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;

/** Deletes a dialog for good, also while a reply in it is generated; that reply is stopped. */
public final class DeleteDialog {
  private final DialogRepository dialogs;
  private final ReplyEngine engine;

  public DeleteDialog(DialogRepository dialogs, ReplyEngine engine) {
    this.dialogs = dialogs;
    this.engine = engine;
  }

  /**
   * Deletes it.
   *
   * @throws RefusedException if the visitor has no such dialog
   */
  public void delete(Visitor visitor, DialogId dialog) {
    if (dialogs.delete(visitor, dialog).isEmpty()) {
      throw new RefusedException(new Refusal.NotFound("dialog"));
    }
    engine.discard(dialog);
  }
}
