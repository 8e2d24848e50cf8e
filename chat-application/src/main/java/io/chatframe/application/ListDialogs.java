package io.chatframe.application;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.Page;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import java.util.Optional;

/** The visitor's dialogs, last updated first. */
public final class ListDialogs {
  private final DialogRepository dialogs;

  public ListDialogs(DialogRepository dialogs) {
    this.dialogs = dialogs;
  }

  /**
   * One page of them.
   *
   * @param search only those that have this in their title or text; empty for all
   * @param before the {@link Page#next} of the page above
   */
  public Page<Dialog> list(
      Visitor visitor, Optional<String> search, Optional<String> before, int limit) {
    return dialogs.list(visitor, search, before, limit);
  }
}
