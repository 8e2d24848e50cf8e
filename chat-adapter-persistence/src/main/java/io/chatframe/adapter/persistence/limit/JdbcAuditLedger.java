package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.row.ArrayParameter;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.access.AuditEntry;
import io.chatframe.domain.port.limit.AuditLedger;
import java.util.List;
import java.util.Optional;

/** The audit log in PostgreSQL, on its clock. */
public final class JdbcAuditLedger implements AuditLedger {
  private final Database database;

  public JdbcAuditLedger(Database database) {
    this.database = database;
  }

  @Override
  public void record(List<AuditEntry> entries) {
    database.statement(jdbc ->
        jdbc.sql(
                """
                INSERT INTO audit (at, actor, action, subject, count)
                SELECT clock_timestamp(), actor, action, subject, count
                FROM unnest(:actors::text[], :actions::text[], :subjects::text[], :counts::bigint[])
                  AS e (actor, action, subject, count)
                """)
            .param("actors", ArrayParameter.of("text", entries, AuditEntry::actor))
            .param("actions", ArrayParameter.of("text", entries, AuditEntry::action))
            .param("subjects", ArrayParameter.of("text", entries, AuditEntry::subject))
            .param("counts", ArrayParameter.of("int8", entries, AuditEntry::count))
            .update());
  }

  @Override
  public List<Numbered> newest(Optional<Long> before, int limit) {
    return database.statement(jdbc ->
        jdbc.sql(
                """
                SELECT number, at, actor, action, subject, count FROM audit
                WHERE number < :before ORDER BY number DESC LIMIT :limit
                """)
            .param("before", before.orElse(Long.MAX_VALUE))
            .param("limit", limit)
            .query((row, _) ->
                new Numbered(
                    row.getLong("number"),
                    new AuditEntry(
                        MessageQueries.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getLong("count"))))
            .list());
  }
}
