package io.chatframe.benchmark.database;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.connection.Pools;
import io.chatframe.adapter.persistence.dialog.Housekeeping;
import io.chatframe.adapter.persistence.dialog.JdbcDialogRepository;
import io.chatframe.adapter.persistence.node.JdbcNodeRepository;
import io.chatframe.adapter.persistence.reply.JdbcAfterthoughtRepository;
import io.chatframe.adapter.persistence.reply.JdbcReplyJournal;
import io.chatframe.adapter.persistence.reply.JdbcReplyRepository;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import java.time.Duration;

/** The product's repositories on one connection, so that its statistics are complete when read. */
record Product(
    Database database,
    DialogRepository dialogs,
    ReplyRepository replies,
    ReplyJournal journal,
    AfterthoughtRepository afterthoughts,
    NodeRepository nodes,
    Housekeeping housekeeping,
    Housekeeping housekeepingOfMarks)
    implements AutoCloseable {
  static Product on(DatabaseAddress address) {
    var database = new Database(Pools.main(address, 1));
    var housekeeping = new Housekeeping(database, Duration.ofHours(1), Duration.ZERO);
    return new Product(
        database,
        new JdbcDialogRepository(database, housekeeping),
        new JdbcReplyRepository(database),
        new JdbcReplyJournal(database),
        new JdbcAfterthoughtRepository(database),
        new JdbcNodeRepository(database),
        housekeeping,
        new Housekeeping(database, Duration.ZERO, Duration.ZERO));
  }

  /** Deletes, and makes search blocks, until nothing is pending. */
  void keepHouse() {
    round(housekeeping);
  }

  /** Also forgets old marks. */
  void forget() {
    round(housekeepingOfMarks);
  }

  private static void round(Housekeeping housekeeping) {
    try {
      housekeeping.round();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes PostgreSQL publish the statistics of the connection. */
  void publishStatistics() {
    database.statement(jdbc -> jdbc.sql("SELECT pg_stat_force_next_flush()").query().listOfRows());
  }

  @Override
  public void close() {
    database.close();
  }
}
