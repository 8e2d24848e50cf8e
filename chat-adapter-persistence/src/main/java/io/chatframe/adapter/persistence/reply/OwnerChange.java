package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.LostAttempt;
import io.chatframe.domain.port.TakenReply;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Takes over generating replies within one transaction. Locks a reply's row before reading its
 * journal: journal writers hold a shared lock on that row, so nothing is added to an attempt after
 * its successor's base is chosen.
 */
final class OwnerChange {
  private record Orphan(ReplyId id, boolean stopRequested, Visitor visitor) {
    static Orphan of(ResultSet row, int index) throws SQLException {
      return new Orphan(
          new ReplyId(row.getObject("id", UUID.class)),
          row.getBoolean("stop_requested"),
          MessageQueries.visitor(row));
    }
  }

  private final JdbcClient jdbc;
  private final NodeId taker;
  private final int lastAttempt;

  OwnerChange(JdbcClient jdbc, NodeId taker, int lastAttempt) {
    this.jdbc = jdbc;
    this.taker = taker;
    this.lastAttempt = lastAttempt;
  }

  List<TakenReply> take(NodeId dead, int atMost) {
    return lock(dead, atMost).stream().map(this::take).toList();
  }

  /** If two nodes do this concurrently, each skips the dialogs that the other has locked. */
  private List<Orphan> lock(NodeId dead, int atMost) {
    List<UUID> dialogs =
        jdbc.sql(
                """
                SELECT id FROM dialog
                WHERE id IN (SELECT dialog FROM reply WHERE owner = :dead AND status = 'generating')
                ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
                """)
            .param("dead", dead.value())
            .param("limit", atMost)
            .query(MessageQueries::id)
            .list();
    return jdbc.sql(
            """
            SELECT r.id, r.stop_requested, d.visitor, d.assistant
            FROM reply r JOIN dialog d ON d.id = r.dialog
            WHERE r.dialog = ANY (:dialogs::uuid[]) AND r.owner = :dead AND r.status = 'generating'
            ORDER BY r.id FOR UPDATE OF r
            """)
        .param("dialogs", new SqlArrayValue("uuid", dialogs.toArray()))
        .param("dead", dead.value())
        .query(Orphan::of)
        .list();
  }

  private TakenReply take(Orphan orphan) {
    Reply known = MessageQueries.find(jdbc, orphan.id()).orElseThrow();
    LostAttempt lost = lost(known);
    int attempt = known.lineage().attempt() + 1;
    boolean goesOn = !orphan.stopRequested() && attempt <= lastAttempt;
    boolean anew = goesOn && known.text().text().isEmpty();
    ReplyText kept = anew ? ReplyText.EMPTY : known.text();
    jdbc.sql(
            """
            WITH taken AS (
              UPDATE reply SET owner = :taker, attempt = :attempt WHERE id = :id RETURNING model)
            INSERT INTO attempt (reply, n, base, from_position, model, started_at)
            SELECT :id, :attempt, :base, :base, model, clock_timestamp() FROM taken
            """)
        .param("taker", taker.value())
        .param("attempt", attempt)
        .param("base", kept.length())
        .param("id", orphan.id().value())
        .update();
    Reply taken = MessageQueries.find(jdbc, orphan.id()).orElseThrow();
    return new TakenReply(orphan.visitor(), taken, lost, orphan.stopRequested());
  }

  private LostAttempt lost(Reply known) {
    return jdbc.sql(
            """
            SELECT model, coalesce(from_position, base) AS from_position FROM attempt
            WHERE reply = :id AND n = :attempt
            """)
        .param("id", known.id().value())
        .param("attempt", known.lineage().attempt())
        .query((row, _) ->
            new LostAttempt(row.getString("model"), row.getInt("from_position"), known.text()))
        .single();
  }
}
