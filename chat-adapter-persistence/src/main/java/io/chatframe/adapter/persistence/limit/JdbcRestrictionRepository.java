package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.limit.RestrictionRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Restrictions in PostgreSQL. */
public final class JdbcRestrictionRepository implements RestrictionRepository {
  private static final UUID NOBODY = new UUID(0, 0);

  private final Database database;

  public JdbcRestrictionRepository(Database database) {
    this.database = database;
  }

  private record RestrictionRow(String kind, String assistant, UUID visitor) {
    static RestrictionRow of(Restriction restriction) {
      return switch (restriction) {
        case Restriction.BlockedVisitor(Visitor visitor) ->
            new RestrictionRow("visitor", visitor.assistant().value(), visitor.id().value());
        case Restriction.ClosedAssistant(AssistantName assistant) ->
            new RestrictionRow("assistant", assistant.value(), NOBODY);
        case Restriction.ClosedServer() -> new RestrictionRow("server", "", NOBODY);
      };
    }

    Restriction restriction() {
      return switch (kind) {
        case "visitor" ->
            new Restriction.BlockedVisitor(
                new Visitor(new VisitorId(visitor), new AssistantName(assistant)));
        case "assistant" -> new Restriction.ClosedAssistant(new AssistantName(assistant));
        case "server" -> new Restriction.ClosedServer();
        case String unknown -> throw new IllegalStateException(unknown);
      };
    }
  }

  @Override
  public void add(Restriction restriction) {
    change(
        restriction,
        """
        INSERT INTO restriction (kind, assistant, visitor, at)
        VALUES (:kind, :assistant, :visitor, clock_timestamp()) ON CONFLICT DO NOTHING
        """);
  }

  @Override
  public void lift(Restriction restriction) {
    change(
        restriction,
        """
        DELETE FROM restriction
        WHERE kind = :kind AND assistant = :assistant AND visitor = :visitor
        """);
  }

  /** The version's row is locked first, so that changes become visible in the order of versions. */
  private void change(Restriction restriction, String sql) {
    RestrictionRow row = RestrictionRow.of(restriction);
    database.transaction(jdbc -> {
      jdbc.sql("UPDATE restriction_version SET version = version + 1").update();
      return jdbc.sql(sql)
          .param("kind", row.kind())
          .param("assistant", row.assistant())
          .param("visitor", row.visitor())
          .update();
    });
  }

  @Override
  public long version() {
    return database.statement(
        jdbc -> jdbc.sql("SELECT version FROM restriction_version").query(Long.class).single());
  }

  @Override
  public Set<Restriction> all() {
    return database.statement(JdbcRestrictionRepository::all);
  }

  private static Set<Restriction> all(JdbcClient jdbc) {
    return jdbc.sql("SELECT kind, assistant, visitor FROM restriction")
        .query((row, _) -> row(row).restriction())
        .set();
  }

  private static RestrictionRow row(ResultSet row) throws SQLException {
    return new RestrictionRow(
        row.getString("kind"), row.getString("assistant"), row.getObject("visitor", UUID.class));
  }
}
