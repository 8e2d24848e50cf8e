package io.chatframe.domain.port;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Visitor;
import java.util.Optional;

/**
 * The dialogs of visitors. Every method asks for the visitor, and a dialog of another one is as
 * absent as none. Throws {@link StorageUnavailableException} when the database cannot answer within
 * a few seconds.
 */
public interface DialogRepository {
  /**
   * The visitor's dialogs, last updated first.
   *
   * @param search only those whose title or a visitor's or assistant's text has this, ignoring
   *     case; empty for all
   * @param before the {@link Page#next} of an earlier page
   * @param limit from 1
   * @throws InvalidPageException if {@code before} was not given by this method
   * @throws SearchTooSlowException if a search took longer than one call may take
   */
  Page<Dialog> list(Visitor visitor, Optional<String> search, Optional<String> before, int limit);

  Optional<Dialog> find(Visitor visitor, DialogId dialog);

  /**
   * The path to a leaf, in pages from its newest end; within a page the oldest message is first. Of
   * a generating reply the text that is journalled.
   *
   * @param leaf any message of the dialog: the path goes on below it to its newest descendant;
   *     empty for the newest
   * @return empty if the visitor has no such dialog or the dialog no such message
   * @throws InvalidPageException if {@code before} was not given by this method
   */
  Optional<Page<PathEntry>> messages(
      Visitor visitor,
      DialogId dialog,
      Optional<MessageId> leaf,
      Optional<String> before,
      int limit);

  /** The dialog in which the visitor wrote a message; empty if the message is none of hers. */
  Optional<DialogId> dialogOf(Visitor visitor, MessageId message);

  /** Gives a dialog another title; empty if the visitor has no such dialog. */
  Optional<Dialog> rename(Visitor visitor, DialogId dialog, String title);

  /**
   * Deletes a dialog and all in it, leaving a tombstone without text so that its id is not accepted
   * again for half a year. It is found no more at once; its rows are deleted within seconds.
   *
   * @return the dialog as it was; empty if the visitor has no such dialog
   */
  Optional<Dialog> delete(Visitor visitor, DialogId dialog);

  /**
   * Erases a visitor: from now on none of her dialogs is found, replies that are generated for her
   * are their owners' no more, and her id begins no dialog again. What is kept of her is deleted
   * afterwards, also if this node dies; {@link #erasure} tells when it is. Stores nothing for a
   * visitor who has no dialog. May be called again.
   */
  Erasure erase(Visitor visitor);

  /** How far a visitor is erased. */
  Erasure erasure(Visitor visitor);
}
