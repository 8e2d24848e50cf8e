package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;

/** Permanently deletes a dialog and stops the reply being generated in it, if any. */
public final class DeleteDialog {
  private final DialogRepository dialogs;
  private final ReplyEngine engine;

  public DeleteDialog(DialogRepository dialogs, ReplyEngine engine) {
    this.dialogs = dialogs;
    this.engine = engine;
  }

  /**
   * Deletes the dialog.
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
