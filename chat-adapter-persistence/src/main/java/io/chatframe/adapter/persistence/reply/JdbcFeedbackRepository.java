package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.dialog.DialogQueries;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.feedback.Feedback;
import io.chatframe.domain.port.feedback.FeedbackRepository;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Feedback in PostgreSQL. Locks the dialog's row first, as for every change of a reply. */
public final class JdbcFeedbackRepository implements FeedbackRepository {
  private final Database database;

  public JdbcFeedbackRepository(Database database) {
    this.database = database;
  }

  @Override
  public boolean put(Visitor visitor, ReplyId reply, Feedback feedback) {
    return database.transaction(jdbc ->
        lock(jdbc, visitor, reply)
            && jdbc.sql(
                        """
                        INSERT INTO feedback (reply, rating, reason, at)
                        SELECT id, :rating, :reason, clock_timestamp() FROM reply WHERE id = :id
                        ON CONFLICT (reply) DO UPDATE
                        SET rating = EXCLUDED.rating, reason = EXCLUDED.reason, at = EXCLUDED.at
                        """)
                    .param("id", reply.value())
                    .param("rating", feedback.rating().wireName())
                    .param("reason", feedback.reason().orElse(null))
                    .update()
                == 1);
  }

  @Override
  public boolean remove(Visitor visitor, ReplyId reply) {
    return database.transaction(jdbc -> {
      if (!lock(jdbc, visitor, reply)) {
        return false;
      }
      jdbc.sql("DELETE FROM feedback WHERE reply = :id").param("id", reply.value()).update();
      return true;
    });
  }

  /** Returns whether the visitor has such a reply. */
  private static boolean lock(JdbcClient jdbc, Visitor visitor, ReplyId reply) {
    return jdbc.sql(
            """
            SELECT d.id FROM dialog d WHERE d.id = (SELECT dialog FROM reply WHERE id = :id) AND
            """
                + DialogQueries.MINE
                + "FOR UPDATE OF d")
        .param("id", reply.value())
        .params(DialogQueries.parameters(visitor))
        .query(UUID.class)
        .optional()
        .isPresent();
  }
}
