package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.connection.SqlStates;
import io.chatframe.adapter.persistence.row.PageCursor;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.SearchTooSlowException;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * Searches the texts of dialogs. Reads the visitor's blocks that may contain the text, then their
 * messages, newest dialog first, until there are enough results; always reads the messages that are
 * in no block yet.
 */
final class DialogSearch {
  private static final String CANCELLED = "57014";

  private final Database database;

  DialogSearch(Database database) {
    this.database = database;
  }

  /**
   * Finds the visitor's dialogs with a text in their title or messages, most recently updated
   * first.
   *
   * @throws SearchTooSlowException if the search exceeds its time limit
   */
  List<Dialog> find(
      Visitor visitor, String text, Optional<PageCursor.AfterDialog> after, int limit) {
    String mayContain = SearchBlock.mayContain("b.bits", TextPieces.probes(text));
    String sql =
        """
        WITH maybe AS MATERIALIZED (
          SELECT b.dialog FROM search_block b
          WHERE b.visitor = :visitor AND b.assistant = :assistant AND %1$s)
        %2$s
        %3$s
        AND (d.title ILIKE :search
          OR (d.id IN (SELECT dialog FROM maybe) AND coalesce((
            SELECT true FROM search_block b
            JOIN message m ON m.dialog = b.dialog AND m.seq BETWEEN b.first_seq AND b.last_seq
            WHERE b.visitor = :visitor AND b.assistant = :assistant AND b.dialog = d.id
              AND %1$s AND m.text ILIKE :search LIMIT 1), false))
          OR (d.searched_seq < d.next_seq - 1 AND coalesce((
            SELECT true FROM message m
            WHERE m.dialog = d.id AND m.seq > d.searched_seq AND m.text ILIKE :search
            LIMIT 1), false)))
        ORDER BY d.updated_at DESC, d.id DESC LIMIT :limit
        """
            .formatted(mayContain, DialogQueries.SELECT, PageCursor.AfterDialog.condition(after));
    try {
      return database.transaction(jdbc -> {
        // Disable JIT: cost estimates are high but run times short, so compiling would take longer.
        jdbc.sql("SELECT set_config('jit', 'off', true)").query(String.class).single();
        var query =
            jdbc.sql(sql)
                .params(DialogQueries.parameters(visitor))
                .param("search", containing(text))
                .param("limit", limit);
        return PageCursor.AfterDialog.bind(query, after).query(DialogQueries::of).list();
      });
    } catch (StorageUnavailableException e) {
      throw SqlStates.of(e).filter(CANCELLED::equals).isPresent()
          ? new SearchTooSlowException(e)
          : e;
    }
  }

  private static String containing(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
