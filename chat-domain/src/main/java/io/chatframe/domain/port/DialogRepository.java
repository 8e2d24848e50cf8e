package io.chatframe.domain.port;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Visitor;
import java.util.List;
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
   * @throws InvalidPageException where {@code before} was not given by this method
   */
  Page<Dialog> list(Visitor visitor, Optional<String> search, Optional<String> before, int limit);

  Optional<Dialog> find(Visitor visitor, DialogId dialog);

  /**
   * The path to a leaf, in pages from its newest end; within a page the oldest message is first. Of
   * a generating reply the text that is journalled.
   *
   * @param leaf any message of the dialog: the path goes on below it to its newest descendant;
   *     empty for the newest
   * @return empty where the visitor has no such dialog or the dialog no such message
   * @throws InvalidPageException where {@code before} was not given by this method
   */
  Optional<Page<PathEntry>> messages(
      Visitor visitor,
      DialogId dialog,
      Optional<MessageId> leaf,
      Optional<String> before,
      int limit);

  /** The dialog in which the visitor wrote a message; empty where the message is none of hers. */
  Optional<DialogId> dialogOf(Visitor visitor, MessageId message);

  /** Gives a dialog another title; empty where the visitor has none such. */
  Optional<Dialog> rename(Visitor visitor, DialogId dialog, String title);

  /**
   * Deletes a dialog and all in it, leaving a tombstone without text so that its id is never
   * accepted again.
   *
   * @return the dialog as it was; empty where the visitor has none such
   */
  Optional<Dialog> delete(Visitor visitor, DialogId dialog);

  /**
   * Deletes all dialogs of a visitor as {@link #delete} does, and remembers her id as erased, so
   * that no late message brings anything back. Where she has no dialog, nothing is stored. May be
   * called again, also after it failed midway.
   *
   * @return the dialogs this call deleted
   */
  List<DialogId> erase(Visitor visitor);

  /** Whether a visitor was erased. */
  boolean isErased(Visitor visitor);
}
