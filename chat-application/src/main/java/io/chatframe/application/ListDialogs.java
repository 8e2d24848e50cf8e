package io.chatframe.application;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.Page;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.SearchTooSlowException;
import java.time.Duration;
import java.util.Optional;

/** Lists a visitor's dialogs, most recently updated first. */
public final class ListDialogs {
  private static final Duration SEARCH_RETRY = Duration.ofSeconds(5);

  private final DialogRepository dialogs;
  private final SearchTurns searches = new SearchTurns();

  public ListDialogs(DialogRepository dialogs) {
    this.dialogs = dialogs;
  }

  /**
   * Returns one page.
   *
   * @param search a string that the title or text must contain; empty for all dialogs
   * @param before the {@link Page#next} of the previous page
   * @throws RefusedException if no search can run now
   */
  public Page<Dialog> list(
      Visitor visitor, Optional<String> search, Optional<String> before, int limit) {
    if (search.isEmpty()) {
      return dialogs.list(visitor, search, before, limit);
    }
    try {
      return searches.take(visitor, () -> dialogs.list(visitor, search, before, limit));
    } catch (SearchTooSlowException e) {
      throw new RefusedException(new Refusal.SearchUnavailable(SEARCH_RETRY));
    }
  }
}
