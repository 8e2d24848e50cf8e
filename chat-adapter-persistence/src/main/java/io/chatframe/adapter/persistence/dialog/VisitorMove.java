package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves the dialogs of an anonymous visitor to an identified one, within one transaction. The rows
 * of dialogs and search blocks alone name the visitor, so a reply that is running is not touched.
 */
final class VisitorMove {
  private VisitorMove() {}

  /**
   * Moves the dialogs, after waiting for those being begun. The anonymous visitor is marked like an
   * erased one, so that her tokens and keys end, on nodes of the release before, too. A visitor
   * without dialogs gets no mark.
   *
   * @return whether it was done; {@code false} if the identified visitor was erased
   */
  static boolean of(JdbcClient jdbc, Visitor from, Visitor to) {
    ErasureQueries.keepAllAway(jdbc, from);
    ErasureQueries.keepAway(jdbc, to);
    if (ErasureQueries.exists(jdbc, to)) {
      return false;
    }
    if (ErasureQueries.find(jdbc, from) != Erasure.NONE || lock(jdbc, from).isEmpty()) {
      return true;
    }
    jdbc.sql(
            """
            INSERT INTO visitor_erasure (visitor, assistant, at, purged_at)
            VALUES (:visitor, :assistant, clock_timestamp(), clock_timestamp())
            """)
        .params(DialogQueries.parameters(from))
        .update();
    for (String table : List.of("search_block", "dialog")) {
      jdbc.sql(
              "UPDATE "
                  + table
                  + " SET visitor = :to WHERE visitor = :visitor AND assistant = :assistant")
          .params(DialogQueries.parameters(from))
          .param("to", to.id().value())
          .update();
    }
    return true;
  }

  /** Locks the dialogs in order of id, as everywhere, before their search blocks are changed. */
  private static List<UUID> lock(JdbcClient jdbc, Visitor visitor) {
    return jdbc.sql(
            """
            SELECT id FROM dialog WHERE visitor = :visitor AND assistant = :assistant
            ORDER BY id FOR NO KEY UPDATE
            """)
        .params(DialogQueries.parameters(visitor))
        .query(MessageQueries::id)
        .list();
  }
}
