package io.chatframe.adapter.persistence;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.InvalidPageException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Dialogs in PostgreSQL; a page costs what is on it, however long the list or the dialog. */
final class JdbcDialogRepository implements DialogRepository {
  /** Few enough that their deletion fits into one short transaction. */
  private static final int ERASED_AT_ONCE = 20;

  private final Database database;

  JdbcDialogRepository(Database database) {
    this.database = database;
  }

  @Override
  public Page<Dialog> list(
      Visitor visitor, Optional<String> search, Optional<String> before, int limit) {
    var after = before.map(PageCursor.AfterDialog::parse);
    var found =
        database.statement(jdbc -> {
          var sql = new StringBuilder(DialogRow.SELECT);
          after.ifPresent(last -> sql.append("AND (d.updated_at, d.id) < (:updatedAt, :last)\n"));
          search.ifPresent(text ->
              sql.append(
                  """
                  AND (d.title ILIKE :search OR EXISTS (
                    SELECT FROM message m WHERE m.dialog = d.id AND m.text ILIKE :search))
                  """));
          sql.append("ORDER BY d.updated_at DESC, d.id DESC LIMIT :limit");
          var query =
              jdbc.sql(sql.toString())
                  .param("visitor", visitor.id().value())
                  .param("assistant", visitor.assistant().value())
                  .param("limit", limit + 1);
          after.ifPresent(last ->
              query
                  .param("updatedAt", MessageRow.stamp(last.updatedAt()))
                  .param("last", last.dialog()));
          search.ifPresent(text -> query.param("search", containing(text)));
          return query.query(DialogRow::of).list();
        });
    return page(found, limit);
  }

  @Override
  public Optional<Dialog> find(Visitor visitor, DialogId dialog) {
    return database.statement(jdbc -> DialogRow.find(jdbc, visitor, dialog));
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
      if (DialogRow.find(jdbc, visitor, dialog).isEmpty()) {
        return Optional.empty();
      }
      return from.or(() -> newestBelow(jdbc, dialog, leaf))
          .map(bottom -> path(jdbc, dialog, bottom, limit));
    });
  }

  @Override
  public Optional<Dialog> rename(Visitor visitor, DialogId dialog, String title) {
    return database.transaction(jdbc -> {
      jdbc.sql(
              """
              UPDATE dialog SET title = :title, titled = true, updated_at = clock_timestamp()
              WHERE id = :id AND visitor = :visitor AND assistant = :assistant
              """)
          .param("title", title)
          .param("id", dialog.value())
          .param("visitor", visitor.id().value())
          .param("assistant", visitor.assistant().value())
          .update();
      return DialogRow.find(jdbc, visitor, dialog);
    });
  }

  @Override
  public Optional<Dialog> delete(Visitor visitor, DialogId dialog) {
    return database.transaction(jdbc -> {
      if (DialogRow.lock(jdbc, visitor, dialog).isEmpty()) {
        return Optional.empty();
      }
      var was = DialogRow.find(jdbc, visitor, dialog);
      jdbc.sql(
              """
              WITH deleted AS (DELETE FROM dialog WHERE id = :id RETURNING id)
              INSERT INTO dialog_tombstone (dialog, deleted_at)
              SELECT id, clock_timestamp() FROM deleted
              """)
          .param("id", dialog.value())
          .update();
      return was;
    });
  }

  @Override
  public Optional<DialogId> dialogOf(Visitor visitor, MessageId message) {
    return database.statement(jdbc ->
        jdbc.sql(
                """
                SELECT d.id FROM message m JOIN dialog d ON d.id = m.dialog
                WHERE m.id = :id AND m.role = 'visitor'
                  AND d.visitor = :visitor AND d.assistant = :assistant
                """)
            .param("id", message.value())
            .param("visitor", visitor.id().value())
            .param("assistant", visitor.assistant().value())
            .query(UUID.class)
            .optional()
            .map(DialogId::new));
  }

  @Override
  public List<DialogId> erase(Visitor visitor) {
    var erased = new ArrayList<DialogId>();
    List<DialogId> some;
    do {
      some =
          database.transaction(jdbc -> {
            ErasureRow.insert(jdbc, visitor);
            return ErasureRow.deleteDialogs(jdbc, visitor, ERASED_AT_ONCE);
          });
      erased.addAll(some);
    } while (!some.isEmpty());
    return List.copyOf(erased);
  }

  @Override
  public boolean isErased(Visitor visitor) {
    return database.statement(jdbc -> ErasureRow.exists(jdbc, visitor));
  }

  private static MessageId bottom(DialogId dialog, String cursor) {
    var from = PageCursor.FromMessage.parse(cursor);
    if (!from.dialog().equals(dialog.value())) {
      throw new InvalidPageException();
    }
    return new MessageId(from.message());
  }

  private static Optional<MessageId> newestBelow(
      JdbcClient jdbc, DialogId dialog, Optional<MessageId> leaf) {
    var sql =
        leaf.isEmpty()
            ? "SELECT id FROM message WHERE dialog = :dialog ORDER BY seq DESC LIMIT 1"
            : """
            WITH RECURSIVE below AS (
              SELECT id, seq FROM message WHERE dialog = :dialog AND id = :leaf
              UNION ALL
              SELECT m.id, m.seq FROM below
              JOIN message m ON m.dialog = :dialog AND m.parent = below.id)
            SELECT id FROM below ORDER BY seq DESC LIMIT 1
            """;
    var query = jdbc.sql(sql).param("dialog", dialog.value());
    leaf.ifPresent(message -> query.param("leaf", message.value()));
    return query.query(UUID.class).optional().map(MessageId::new);
  }

  private static Page<PathEntry> path(
      JdbcClient jdbc, DialogId dialog, MessageId bottom, int limit) {
    var ids =
        jdbc.sql(
                """
                WITH RECURSIVE path AS (
                  SELECT id, parent, 1 AS step FROM message WHERE dialog = :dialog AND id = :bottom
                  UNION ALL
                  SELECT m.id, m.parent, path.step + 1 FROM path
                  JOIN message m ON m.id = path.parent WHERE path.step <= :limit)
                SELECT id FROM path ORDER BY step
                """)
            .param("dialog", dialog.value())
            .param("bottom", bottom.value())
            .param("limit", limit)
            .query(MessageRow::id)
            .list();
    return new Page<>(
        entries(jdbc, ids.subList(0, Math.min(limit, ids.size()))),
        ids.size() > limit
            ? Optional.of(new PageCursor.FromMessage(dialog.value(), ids.getLast()).text())
            : Optional.empty());
  }

  private static List<PathEntry> entries(JdbcClient jdbc, List<UUID> ids) {
    // Two subqueries, because "the same parent or none either" would not use the index.
    return jdbc.sql(
            """
            SELECT page.*, CASE WHEN page.parent IS NULL
              THEN ARRAY(SELECT s.id FROM message s
                         WHERE s.dialog = page.dialog AND s.parent IS NULL ORDER BY s.seq)
              ELSE ARRAY(SELECT s.id FROM message s
                         WHERE s.dialog = page.dialog AND s.parent = page.parent ORDER BY s.seq)
              END AS siblings,
              coalesce((SELECT a.follow_ups FROM afterthought a WHERE a.reply = page.id), '{}')
                AS follow_ups
            FROM (
            """
                + MessageRow.SELECT
                + "WHERE m.id = ANY (:ids::uuid[])) page ORDER BY page.seq")
        .param("ids", new SqlArrayValue("uuid", ids.toArray()))
        .query(JdbcDialogRepository::entry)
        .list();
  }

  private static PathEntry entry(ResultSet row, int index) throws SQLException {
    var siblings = (UUID[]) row.getArray("siblings").getArray();
    return new PathEntry(
        MessageRow.message(row, index),
        Arrays.stream(siblings).map(MessageId::new).toList(),
        List.of(MessageRow.array(row, "follow_ups", String[].class)));
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

  private static String containing(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
