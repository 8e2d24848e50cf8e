package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.dialog.DialogQueries;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.Afterthought;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.usage.Money;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Afterthoughts in PostgreSQL. Locks the dialog's row first, as for every change of a reply. */
public final class JdbcAfterthoughtRepository implements AfterthoughtRepository {
  private final Database database;

  public JdbcAfterthoughtRepository(Database database) {
    this.database = database;
  }

  @Override
  public void add(ReplyId reply, Afterthought afterthought) {
    database.transaction(jdbc -> {
      Optional<UUID> dialog = DialogQueries.lockOf(jdbc, reply);
      if (dialog.isEmpty() || !insert(jdbc, reply, afterthought)) {
        return false;
      }
      UUID id = dialog.get();
      afterthought.title().ifPresent(title -> entitle(jdbc, id, title));
      return true;
    });
  }

  private static boolean insert(JdbcClient jdbc, ReplyId reply, Afterthought afterthought) {
    var usage = afterthought.usage();
    return jdbc.sql(
                """
                INSERT INTO afterthought (reply, follow_ups, model, input, cached_input, cache_written,
                  output, reasoning, estimated, cost_micros, currency, at)
                SELECT id, :followUps::text[], :model, :input, :cachedInput, :cacheWritten,
                  :output, :reasoning, :estimated, :cost, :currency, :at
                FROM reply WHERE id = :id AND status <> 'generating'
                ON CONFLICT DO NOTHING
                """)
            .param("id", reply.value())
            .param("followUps", new SqlArrayValue("text", afterthought.followUps().toArray()))
            .param("model", afterthought.model())
            .param("input", usage.input())
            .param("cachedInput", usage.cachedInput())
            .param("cacheWritten", usage.cacheWritten())
            .param("output", usage.output())
            .param("reasoning", usage.reasoning())
            .param("estimated", usage.estimated())
            .param("cost", afterthought.cost().map(Money::micros).orElse(null))
            .param("currency", afterthought.cost().map(Money::currency).orElse(null))
            .param("at", MessageQueries.stamp(afterthought.at()))
            .update()
        == 1;
  }

  private static void entitle(JdbcClient jdbc, UUID dialog, String title) {
    jdbc.sql("UPDATE dialog SET title = :title, titled = true WHERE id = :id AND NOT titled")
        .param("id", dialog)
        .param("title", title)
        .update();
  }
}
