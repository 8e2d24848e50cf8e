package io.chatframe.adapter.persistence.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.connection.Pools;
import io.chatframe.adapter.persistence.reply.JdbcReplyJournal;
import io.chatframe.adapter.persistence.reply.JdbcReplyRepository;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.JournalEntry;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.TakenReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The blocks and rows that PostgreSQL reads per request, by its own statistics. All calls use one
 * connection, so that the statistics are complete when they are read.
 */
final class QueryCostTest {
  /** Everything that grows with the number of visitors, dialogs or messages. */
  private static final List<String> TABLES =
      List.of("dialog", "message", "reply", "attempt", "reply_journal", "search_block", "branch");

  private static final int REACH = 2_000;
  private static final NodeId NODE = new NodeId(UUID.randomUUID());
  private static final Visitor CROWD = visitor();

  private static Database database;
  private static Housekeeping housekeeping;
  private static JdbcDialogRepository dialogs;
  private static JdbcReplyRepository replies;

  private final Visitor visitor = visitor();

  @BeforeAll
  static void fill() throws InterruptedException {
    database = new Database(Pools.main(TestDatabase.shared().address(), 1));
    housekeeping = new Housekeeping(database, Duration.ofHours(1), Duration.ZERO);
    dialogs = new JdbcDialogRepository(database, housekeeping);
    replies = new JdbcReplyRepository(database);
    fill(CROWD, 8_000, 2);
    // Simulate many visitors with some branches, so that no visitor's share looks large.
    database.statement(jdbc ->
        jdbc.sql(
                """
                UPDATE dialog SET visitor = md5(visitor::text || (random() * 500)::integer)::uuid
                WHERE visitor = :visitor AND title <> 'Title 1'
                """)
            .param("visitor", CROWD.id().value())
            .update());
    database.statement(jdbc ->
        jdbc.sql(
                """
                INSERT INTO branch (dialog, seq, parent_seq)
                SELECT id, n, 1 FROM dialog, generate_series(4, 6) n WHERE title ~ '^Title [0-9]+$'
                """)
            .update());
    // Journals of replies that nobody ends.
    database.statement(jdbc ->
        jdbc.sql(
                """
                INSERT INTO reply_journal (reply, attempt, from_position, length, reasoning, text)
                SELECT r.id, 1, n, 1, '', 'x' FROM reply r, generate_series(0, 4) n
                WHERE r.dialog IN (SELECT id FROM dialog WHERE title ~ '^Title [0-9]+$' LIMIT 400)
                """)
            .update());
    housekeeping.round();
    analyse();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void readsEveryQueryByAnIndex() throws InterruptedException {
    DialogId dialog = fill(visitor, 30, 20);
    analyse();

    Reads reads = reads(() -> everything(dialog));

    assertThat(reads.sequential()).isEmpty();
  }

  private void everything(DialogId dialog) {
    var message = first(dialog);
    dialogs.list(visitor, Optional.empty(), Optional.empty(), 10);
    dialogs.list(visitor, Optional.of("nosuchword"), Optional.empty(), 10);
    dialogs.list(visitor, Optional.of("word"), Optional.empty(), 10);
    dialogs.find(visitor, dialog);
    dialogs.dialogOf(visitor, message);
    dialogs.rename(visitor, dialog, "Another");
    dialogs.messages(visitor, dialog, Optional.of(message), Optional.empty(), 5);
    Reply reply = send(dialog);
    replies.find(visitor, reply.id());
    replies.requestStop(visitor, reply.id());
    new JdbcReplyJournal(database)
        .append(NODE, List.of(new JournalEntry(reply.id(), 1, 0, new ReplyText("", "Hi"))));
    var taker = new NodeId(UUID.randomUUID());
    List<TakenReply> taken = replies.takeOver(NODE, taker, 10, 3);
    replies.path(reply.id(), REACH);
    assertThat(taken).hasSize(1);
    assertThat(replies.end(taker, reply.id(), 2, new ReplyText("", "Hi there"), stopped()))
        .isTrue();
    replies.regenerate(visitor, reply.id(), reply(reply.model()));
    assertThat(dialogs.delete(visitor, dialog)).isPresent();
    assertThat(dialogs.erase(visitor)).isEqualTo(Erasure.RUNNING);
    try {
      housekeeping.round();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(dialogs.erasure(visitor)).isEqualTo(Erasure.DONE);
  }

  @Test
  void sendsAtTheSameCostHoweverLongTheDialogIs() {
    DialogId small = fill(visitor, 1, 60);
    Visitor talker = visitor();
    DialogId longest = fill(talker, 1, 2_000);
    analyse();
    end(send(small));
    end(send(talker, longest));

    Reads few = reads(() -> end(send(small)));
    Reads many = reads(() -> end(send(talker, longest)));

    // Thirty times the messages; any difference is due to their physical order.
    assertThat(many.blocks()).isLessThan(few.blocks() * 2);
  }

  @Test
  void readsAnEarlyLeafAtTheCostOfItsPage() {
    DialogId small = fill(visitor, 1, 60);
    Visitor talker = visitor();
    DialogId longest = fill(talker, 1, 2_000);
    analyse();
    var leaf = Optional.of(first(small));
    var early = Optional.of(first(longest));

    Reads few = reads(() -> dialogs.messages(visitor, small, leaf, Optional.empty(), 10));
    Reads many = reads(() -> dialogs.messages(talker, longest, early, Optional.empty(), 10));

    assertThat(many.blocks()).isLessThan(few.blocks() * 5 / 4);
  }

  @Test
  void searchesWithoutAHitInTheBlocksOfTheVisitorAlone() throws InterruptedException {
    fill(visitor, 50, 10);
    housekeeping.round();
    analyse();

    Reads reads = reads(() -> dialogs.list(visitor, Optional.of("qxzyw"), Optional.empty(), 10));

    assertThat(reads.sequential()).isEmpty();
    // Five hundred messages, of which only false positives are read.
    assertThat(reads.of("message")).isLessThan(50);
  }

  private record Reads(List<String> sequential, List<Table> tables) {
    long blocks() {
      return tables.stream().mapToLong(Table::blocks).sum();
    }

    long of(String name) {
      return tables.stream()
          .filter(table -> table.name().equals(name))
          .mapToLong(Table::blocks)
          .sum();
    }
  }

  private record Table(String name, long scans, long blocks) {
    Table minus(List<Table> before) {
      return before.stream()
          .filter(table -> table.name().equals(name))
          .map(table -> new Table(name, scans - table.scans(), blocks - table.blocks()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Reads reads(Runnable work) {
    List<Table> before = counted();
    work.run();
    List<Table> read = counted().stream().map(table -> table.minus(before)).toList();
    return new Reads(
        read.stream().filter(table -> table.scans() > 0).map(Table::name).toList(), read);
  }

  private static List<Table> counted() {
    database.statement(jdbc -> jdbc.sql("SELECT pg_stat_force_next_flush()").query().listOfRows());
    return database.statement(jdbc ->
        jdbc.sql(
                """
                SELECT s.relname, s.seq_scan,
                  heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit AS blocks
                FROM pg_stat_user_tables s JOIN pg_statio_user_tables io USING (relid)
                WHERE s.relname = ANY (:tables::text[])
                """)
            .param("tables", "{" + String.join(",", TABLES) + "}")
            .query((row, _) -> new Table(row.getString(1), row.getLong(2), row.getLong(3)))
            .list());
  }

  /** Creates dialogs with alternating messages; returns one of them. */
  private static DialogId fill(Visitor of, int dialogCount, int messages) {
    return database.transaction(jdbc -> {
      jdbc.sql(
              """
              INSERT INTO dialog (id, visitor, assistant, title, next_seq, created_at, updated_at)
              SELECT gen_random_uuid(), :visitor, 'default', 'Title ' || i, :messages + 1,
                now(), now() - i * interval '1 minute' FROM generate_series(1, :dialogs) i
              """)
          .param("visitor", of.id().value())
          .param("messages", messages)
          .param("dialogs", dialogCount)
          .update();
      jdbc.sql(
              """
              INSERT INTO message (id, dialog, seq, parent, role, text, created_at)
              SELECT md5(d.id::text || s)::uuid, d.id, s,
                CASE WHEN s > 1 THEN md5(d.id::text || (s - 1))::uuid END,
                CASE s % 2 WHEN 1 THEN 'visitor' ELSE 'assistant' END,
                'word ' || repeat(md5(d.id::text || s) || ' ', 4), now()
              FROM dialog d, generate_series(1, d.next_seq - 1) s
              WHERE d.visitor = :visitor ORDER BY d.id, s
              """)
          .param("visitor", of.id().value())
          .update();
      jdbc.sql(
              """
              WITH replied AS (
                INSERT INTO reply (id, dialog, owner, model, status, ended_at)
                SELECT m.id, m.dialog, :node, 'model-1', 'stopped', now()
                FROM message m JOIN dialog d ON d.id = m.dialog
                WHERE d.visitor = :visitor AND m.role = 'assistant' RETURNING id)
              INSERT INTO attempt (reply, n, base, model, started_at)
              SELECT id, 1, 0, 'model-1', now() FROM replied
              """)
          .param("visitor", of.id().value())
          .param("node", NODE.value())
          .update();
      return jdbc.sql("SELECT id FROM dialog WHERE visitor = :visitor LIMIT 1")
          .param("visitor", of.id().value())
          .query((row, index) -> new DialogId(MessageQueries.id(row, index)))
          .single();
    });
  }

  private static void analyse() {
    TABLES.forEach(
        table -> database.statement(jdbc -> jdbc.sql("VACUUM (ANALYZE) " + table).update()));
  }

  private static MessageId first(DialogId dialog) {
    return database.statement(jdbc ->
        jdbc.sql("SELECT id FROM message WHERE dialog = :dialog AND seq = 1")
            .param("dialog", dialog.value())
            .query((row, index) -> new MessageId(MessageQueries.id(row, index)))
            .single());
  }

  private Reply send(DialogId dialog) {
    return send(visitor, dialog);
  }

  private static Reply send(Visitor of, DialogId dialog) {
    var message =
        new NewMessage(
            of,
            dialog,
            new MessageId(UUID.randomUUID()),
            new Place.NewestLeaf(),
            "Hello",
            Optional.empty(),
            "Hello",
            reply("model-1"));
    return ((Acceptance.Begun) replies.accept(message)).reply();
  }

  private static void end(Reply reply) {
    replies.end(NODE, reply.id(), 1, new ReplyText("", "Hi"), stopped());
  }

  private static NewReply reply(String model) {
    return new NewReply(new ReplyId(UUID.randomUUID()), NODE, model, REACH);
  }

  private static ReplyEnd stopped() {
    return new ReplyEnd(
        ReplyStatus.STOPPED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH);
  }

  private static Visitor visitor() {
    return new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  }
}
