package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.row.PageCursor;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.InvalidPageException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Dialogs in PostgreSQL. The cost of a page does not depend on the length of the list or dialog.
 */
public final class JdbcDialogRepository implements DialogRepository {
  private final Database database;
  private final DialogSearch search;
  private final Housekeeping housekeeping;

  public JdbcDialogRepository(Database database, Housekeeping housekeeping) {
    this.database = database;
    this.search = new DialogSearch(database);
    this.housekeeping = housekeeping;
  }

  @Override
  public Page<Dialog> list(
      Visitor visitor, Optional<String> search, Optional<String> before, int limit) {
    var after = before.map(PageCursor.AfterDialog::parse);
    return page(
        search.isPresent()
            ? this.search.find(visitor, search.get(), after, limit + 1)
            : newest(visitor, after, limit + 1),
        limit);
  }

  private List<Dialog> newest(Visitor visitor, Optional<PageCursor.AfterDialog> after, int limit) {
    return database.statement(jdbc -> {
      var query =
          jdbc.sql(
                  DialogQueries.SELECT
                      + PageCursor.AfterDialog.condition(after)
                      + "ORDER BY d.updated_at DESC, d.id DESC LIMIT :limit")
              .params(DialogQueries.parameters(visitor))
              .param("limit", limit);
      return PageCursor.AfterDialog.bind(query, after).query(DialogQueries::of).list();
    });
  }

  @Override
  public Optional<Dialog> find(Visitor visitor, DialogId dialog) {
    return database.statement(jdbc -> DialogQueries.find(jdbc, visitor, dialog));
  }

  @Override
  public Optional<Page<PathEntry>> messages(
      Visitor visitor,
      DialogId dialog,
      Optional<MessageId> leaf,
      Optional<String> before,
      int limit) {
    var from = before.map(cursor -> bottom(dialog, cursor));
    return database.transaction(jdbc -> {
      if (DialogQueries.find(jdbc, visitor, dialog).isEmpty()) {
        return Optional.empty();
      }
      var path = new MessagePath(jdbc, dialog);
      var bottom = from.isPresent() ? path.seq(from.get()) : path.newestBelow(leaf);
      return bottom.map(seq -> path.page(seq, limit));
    });
  }

  @Override
  public Optional<Dialog> rename(Visitor visitor, DialogId dialog, String title) {
    return database.transaction(jdbc -> {
      jdbc.sql(
              """
              UPDATE dialog d SET title = :title, titled = true, updated_at = clock_timestamp()
              WHERE d.id = :id AND
              """
                  + DialogQueries.MINE)
          .param("title", title)
          .param("id", dialog.value())
          .params(DialogQueries.parameters(visitor))
          .update();
      return DialogQueries.find(jdbc, visitor, dialog);
    });
  }

  @Override
  public Optional<Dialog> delete(Visitor visitor, DialogId dialog) {
    Optional<Dialog> deleted =
        database.transaction(jdbc -> {
          if (DialogQueries.lock(jdbc, visitor, dialog).isEmpty()) {
            return Optional.empty();
          }
          var was = DialogQueries.find(jdbc, visitor, dialog);
          DialogQueries.discard(jdbc, visitor, dialog);
          return was;
        });
    housekeeping.wake();
    return deleted;
  }

  @Override
  public Optional<DialogId> dialogOf(Visitor visitor, MessageId message) {
    return database.statement(jdbc ->
        jdbc.sql(
                """
                SELECT d.id FROM message m JOIN dialog d ON d.id = m.dialog
                WHERE m.id = :id AND m.role = 'visitor' AND
                """
                    + DialogQueries.MINE)
            .param("id", message.value())
            .params(DialogQueries.parameters(visitor))
            .query(UUID.class)
            .optional()
            .map(DialogId::new));
  }

  @Override
  public Erasure erase(Visitor visitor) {
    var erasure = database.transaction(jdbc -> ErasureQueries.begin(jdbc, visitor));
    housekeeping.wake();
    return erasure;
  }

  @Override
  public boolean move(Visitor anonymous, VisitorId identified) {
    var to = new Visitor(identified, anonymous.assistant());
    return database.transaction(jdbc -> VisitorMove.of(jdbc, anonymous, to));
  }

  @Override
  public Erasure erasure(Visitor visitor) {
    return database.statement(jdbc -> ErasureQueries.find(jdbc, visitor));
  }

  private static MessageId bottom(DialogId dialog, String cursor) {
    var from = PageCursor.FromMessage.parse(cursor);
    if (!from.dialog().equals(dialog.value())) {
      throw new InvalidPageException();
    }
    return new MessageId(from.message());
  }

  private static Page<Dialog> page(List<Dialog> found, int limit) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    var last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit),
        Optional.of(new PageCursor.AfterDialog(last.updatedAt(), last.id().value()).text()));
  }
}
