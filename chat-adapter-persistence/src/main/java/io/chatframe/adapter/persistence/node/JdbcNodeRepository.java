package io.chatframe.adapter.persistence.node;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.port.NodeRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Leases in a table, stamped by PostgreSQL's clock, which all nodes share. */
public final class JdbcNodeRepository implements NodeRepository {
  private final Database database;

  public JdbcNodeRepository(Database database) {
    this.database = database;
  }

  @Override
  public void renew(NodeId node) {
    database.statement(jdbc ->
        jdbc.sql(
                """
                INSERT INTO node_lease (node, stamp) VALUES (:node, clock_timestamp())
                ON CONFLICT (node) DO UPDATE SET stamp = clock_timestamp()
                """)
            .param("node", node.value())
            .update());
  }

  @Override
  public Map<NodeId, Instant> stamps() {
    return database.statement(jdbc -> {
      var stamps = new HashMap<NodeId, Instant>();
      jdbc.sql(
              """
              SELECT node, stamp FROM node_lease
              UNION ALL
              SELECT DISTINCT r.owner, to_timestamp(0) FROM reply r
              WHERE r.status = 'generating'
                AND NOT EXISTS (SELECT FROM node_lease l WHERE l.node = r.owner)
              """)
          .query(row -> {
            stamps.put(
                new NodeId(row.getObject("node", UUID.class)),
                MessageQueries.instant(row, "stamp"));
          });
      return Map.copyOf(stamps);
    });
  }

  /**
   * Makes PostgreSQL sort more than fits in work_mem, so that it writes a temporary file. That
   * writes no WAL, leaves no dead row, and needs no extra privilege.
   */
  @Override
  public void checkRoom() {
    database.transaction(jdbc -> {
      jdbc.sql("SET LOCAL work_mem = '64kB'").update();
      return jdbc.sql(
              """
              SELECT count(*) FROM (
                SELECT n FROM generate_series(1, 256) n
                ORDER BY repeat(md5(n::text), 32) OFFSET 0) sorted
              """)
          .query(Long.class)
          .single();
    });
  }

  @Override
  public void release(NodeId node) {
    database.statement(jdbc ->
        jdbc.sql("DELETE FROM node_lease WHERE node = :node").param("node", node.value()).update());
  }
}
