package io.chatframe.application;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.text.TextRule;

/** Changes the title of a dialog. */
public final class RenameDialog {
  private static final int LONGEST_TITLE = 200;

  private final DialogRepository dialogs;

  public RenameDialog(DialogRepository dialogs) {
    this.dialogs = dialogs;
  }

  /**
   * Renames the dialog.
   *
   * @throws RefusedException if the visitor has no such dialog, or the title is invalid
   */
  public Dialog rename(Visitor visitor, DialogId dialog, String title) {
    SendMessage.check(title);
    if (title.length() > LONGEST_TITLE) {
      throw new RefusedException(new Refusal.TextTooLong(title.length(), LONGEST_TITLE));
    }
    return dialogs
        .rename(visitor, dialog, TextRule.line(title))
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("dialog")));
  }
}
