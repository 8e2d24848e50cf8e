package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.domain.port.once.UsedOnceRepository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Ids in a table that is not logged; its key lets one of several uses succeed. */
public final class JdbcUsedOnceRepository implements UsedOnceRepository {
  private final Database database;

  public JdbcUsedOnceRepository(Database database) {
    this.database = database;
  }

  @Override
  public boolean use(UUID id, Instant until) {
    return database.statement(jdbc ->
        jdbc.sql("INSERT INTO used_once (id, until) VALUES (:id, :until) ON CONFLICT DO NOTHING")
                .param("id", id)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update()
            == 1);
  }
}
