package io.chatframe.domain.port;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import java.util.Optional;

/**
 * Stores the dialogs of visitors. Every method requires the visitor; other visitors' dialogs count
 * as absent. Throws {@link StorageUnavailableException} if the database does not answer within a
 * few seconds.
 */
public interface DialogRepository {
  /**
   * Lists a visitor's dialogs, most recently updated first.
   *
   * @param search a string that the title or the text of a message must contain, ignoring case;
   *     empty for all dialogs
   * @param before the {@link Page#next} of the previous page
   * @param limit from 1
   * @throws InvalidPageException if {@code before} was not given by this method
   * @throws SearchTooSlowException if a search exceeded its time limit
   */
  Page<Dialog> list(Visitor visitor, Optional<String> search, Optional<String> before, int limit);

  Optional<Dialog> find(Visitor visitor, DialogId dialog);

  /**
   * Returns the path to a leaf, newest page first; within a page the oldest message comes first. A
   * generating reply has its journalled text.
   *
   * @param leaf any message of the dialog: the path continues below it to its newest descendant;
   *     empty for the newest leaf
   * @return empty if the visitor has no such dialog or the dialog no such message
   * @throws InvalidPageException if {@code before} was not given by this method
   */
  Optional<Page<PathEntry>> messages(
      Visitor visitor,
      DialogId dialog,
      Optional<MessageId> leaf,
      Optional<String> before,
      int limit);

  /** The dialog of a message that the visitor wrote; empty if she wrote no such message. */
  Optional<DialogId> dialogOf(Visitor visitor, MessageId message);

  /** Changes a dialog's title; empty if the visitor has no such dialog. */
  Optional<Dialog> rename(Visitor visitor, DialogId dialog, String title);

  /**
   * Deletes a dialog and its contents, leaving a tombstone without text so that its id is not
   * accepted again for half a year. It is inaccessible at once; its rows are deleted within
   * seconds.
   *
   * @return the deleted dialog; empty if the visitor has no such dialog
   */
  Optional<Dialog> delete(Visitor visitor, DialogId dialog);

  /**
   * Erases a visitor: at once her dialogs are inaccessible, her running replies lose their owners,
   * and her id can begin no dialog. Her data is deleted afterwards, even if this node dies; {@link
   * #erasure} reports the progress. Stores nothing for a visitor without dialogs. Idempotent.
   */
  Erasure erase(Visitor visitor);

  /**
   * Moves everything of an anonymous visitor to an identified one of the same assistant: dialogs,
   * running replies and search blocks. If there was any, the anonymous visitor ends as an erased
   * one does: her id can begin no dialog. Moves nothing of an erased visitor. Idempotent.
   *
   * @return whether it was done; {@code false} if the identified visitor was erased
   */
  boolean move(Visitor anonymous, VisitorId identified);

  /** The progress of a visitor's erasure. */
  Erasure erasure(Visitor visitor);
}
