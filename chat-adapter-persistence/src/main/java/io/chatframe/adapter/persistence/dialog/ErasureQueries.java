package io.chatframe.adapter.persistence.dialog;

import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Queries for erased visitors. A visitor's row makes all her dialogs inaccessible; their rows are
 * deleted afterwards. A lock makes erasures and the beginnings of dialogs and replies mutually
 * exclusive, so that neither misses the other.
 */
public final class ErasureQueries {
  private ErasureQueries() {}

  static Erasure find(JdbcClient jdbc, Visitor visitor) {
    return jdbc.sql(
            """
            SELECT purged_at IS NOT NULL FROM visitor_erasure
            WHERE visitor = :visitor AND assistant = :assistant
            """)
        .params(DialogQueries.parameters(visitor))
        .query(Boolean.class)
        .optional()
        .map(purged -> purged ? Erasure.DONE : Erasure.RUNNING)
        .orElse(Erasure.NONE);
  }

  public static boolean exists(JdbcClient jdbc, Visitor visitor) {
    return find(jdbc, visitor) != Erasure.NONE;
  }

  /** Blocks erasures of the visitor until the transaction ends. */
  public static void keepAway(JdbcClient jdbc, Visitor visitor) {
    lock(jdbc, "pg_advisory_xact_lock_shared", visitor);
  }

  /**
   * Blocks erasures of the visitor, and the beginnings of her dialogs and replies, until the
   * transaction ends.
   */
  static void keepAllAway(JdbcClient jdbc, Visitor visitor) {
    lock(jdbc, "pg_advisory_xact_lock", visitor);
  }

  /**
   * Erases the visitor after waiting for dialogs and replies being begun. A visitor without dialogs
   * gets no row: ids are free, so anyone could fill the table.
   */
  static Erasure begin(JdbcClient jdbc, Visitor visitor) {
    keepAllAway(jdbc, visitor);
    int begun =
        jdbc.sql(
                """
                INSERT INTO visitor_erasure (visitor, assistant, at)
                SELECT :visitor, :assistant, clock_timestamp()
                WHERE EXISTS (SELECT FROM dialog WHERE visitor = :visitor AND assistant = :assistant)
                ON CONFLICT DO NOTHING
                """)
            .params(DialogQueries.parameters(visitor))
            .update();
    if (begun == 0) {
      return find(jdbc, visitor);
    }
    // Their owners notice at the next tick, and no node takes them over. Locked in order of id, as
    // everywhere.
    jdbc.sql(
            """
            WITH running AS MATERIALIZED (
              SELECT r.id FROM reply r JOIN dialog d ON d.id = r.dialog
              WHERE r.status = 'generating' AND d.visitor = :visitor AND d.assistant = :assistant
              ORDER BY r.id FOR UPDATE OF r)
            DELETE FROM reply WHERE id = ANY (ARRAY(SELECT id FROM running))
            """)
        .params(DialogQueries.parameters(visitor))
        .update();
    return Erasure.RUNNING;
  }

  private static void lock(JdbcClient jdbc, String function, Visitor visitor) {
    jdbc.sql("SELECT " + function + "(hashtextextended(:visitor || ' ' || :assistant, 0))")
        .param("visitor", visitor.id().toString())
        .param("assistant", visitor.assistant().value())
        .query(row -> {});
  }
}
