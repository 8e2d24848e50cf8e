package io.chatframe.domain.port;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The page cursors that an {@link InMemoryStore} issued; it accepts no others. */
final class InMemoryPages {
  // As text, because UUID compares as two signed halves and PostgreSQL does not.
  static final Comparator<Dialog> NEWEST_FIRST =
      Comparator.comparing(Dialog::updatedAt)
          .thenComparing(dialog -> dialog.id().toString())
          .reversed();

  private final Map<String, Dialog> dialogs = new HashMap<>();
  private final Map<String, MessageId> messages = new HashMap<>();

  Page<Dialog> ofDialogs(List<Dialog> found, int limit) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    var last = found.get(limit - 1);
    var cursor = "dialogs-" + dialogs.size();
    dialogs.put(cursor, last);
    return new Page<>(found.subList(0, limit), Optional.of(cursor));
  }

  Predicate<Dialog> dialogsAfter(String cursor) {
    var last = dialogs.get(cursor);
    if (last == null) {
      throw new InvalidPageException();
    }
    return dialog -> NEWEST_FIRST.compare(dialog, last) > 0;
  }

  String givenFor(DialogId dialog, MessageId message) {
    var cursor = dialog + "-" + messages.size();
    messages.put(cursor, message);
    return cursor;
  }

  MessageId message(DialogId dialog, String cursor) {
    var message = messages.get(cursor);
    if (message == null || !cursor.startsWith(dialog.toString())) {
      throw new InvalidPageException();
    }
    return message;
  }
}
