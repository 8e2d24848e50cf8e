package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.util.List;
import java.util.Optional;

/** Reads a dialog and its messages; a running reply includes its text so far. */
public final class ReadDialog {
  private final DialogRepository dialogs;
  private final ReplyEngine engine;

  public ReadDialog(DialogRepository dialogs, ReplyEngine engine) {
    this.dialogs = dialogs;
    this.engine = engine;
  }

  /**
   * The dialog without its messages.
   *
   * @throws RefusedException if the visitor has no such dialog
   */
  public Dialog find(Visitor visitor, DialogId dialog) {
    return dialogs.find(visitor, dialog).orElseThrow(ReadDialog::missing);
  }

  /**
   * Returns a page of the path to a leaf, newest page first.
   *
   * @param leaf empty for the newest leaf
   * @param before the {@link Page#next} of the previous, newer page
   * @throws RefusedException if the visitor has no such dialog, or the dialog no such message
   */
  public Page<PathEntry> messages(
      Visitor visitor,
      DialogId dialog,
      Optional<MessageId> leaf,
      Optional<String> before,
      int limit) {
    Page<PathEntry> page =
        dialogs.messages(visitor, dialog, leaf, before, limit).orElseThrow(ReadDialog::missing);
    return new Page<>(
        page.items().stream().map(entry -> upToNow(visitor, entry)).toList(), page.next());
  }

  /** Prefers this node's copy in memory: the journal lags behind it by up to one tick. */
  private PathEntry upToNow(Visitor visitor, PathEntry entry) {
    if (entry.message() instanceof Reply reply && reply.end().isEmpty()) {
      return engine
          .current(visitor, reply.id())
          .map(current -> new PathEntry(current, entry.siblings(), List.of(), entry.feedback()))
          .orElse(entry);
    }
    return entry;
  }

  private static RefusedException missing() {
    return new RefusedException(new Refusal.NotFound("dialog"));
  }
}
