package io.chatframe.adapter.persistence.dialog;

import io.chatframe.domain.Visitor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Keeps the blocks that searches read up with what was written, some dialogs at a time: those of
 * one visitor after those of another, so that hers lie together. Not thread-safe.
 */
final class SearchBlocks {
  private static final int DIALOGS_AT_ONCE = 20;
  private static final int MESSAGES_OF_EACH = 100;
  private static final int BYTES_OF_EACH = 100_000;

  /**
   * A block with fewer messages, and with room, is made anew with what came after it; but not one
   * that begins within a message, whose other parts are in the blocks before.
   */
  private static final int FEW_MESSAGES = 50;

  private static final Behind START = new Behind(DialogRow.NOBODY, DialogRow.NOBODY, "", 0, 0, 0);

  private Behind last = START;

  /** Whether anything came of the dialogs from the first to the last. */
  private boolean progressed;

  /**
   * A dialog whose blocks are behind.
   *
   * @param n the number of the first block to be made
   * @param from the counter of the first message in it
   * @param next the counter of the first message that is in no block yet
   */
  private record Behind(UUID id, UUID visitor, String assistant, int n, int from, int next) {
    static Behind of(ResultSet row, int index) throws SQLException {
      return new Behind(
          row.getObject("id", UUID.class),
          row.getObject("visitor", UUID.class),
          row.getString("assistant"),
          row.getInt("n"),
          row.getInt("from_seq"),
          row.getInt("searched_seq") + 1);
    }
  }

  static void delete(JdbcClient jdbc, Visitor visitor, List<UUID> dialogs) {
    jdbc.sql(
            """
            DELETE FROM search_block
            WHERE visitor = :visitor AND assistant = :assistant AND dialog = ANY (:dialogs::uuid[])
            """)
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .param("dialogs", new SqlArrayValue("uuid", dialogs.toArray()))
        .update();
  }

  /** Deletes what is left of a visitor who has no dialog. */
  static void delete(JdbcClient jdbc, Visitor visitor) {
    jdbc.sql("DELETE FROM search_block WHERE visitor = :visitor AND assistant = :assistant")
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .update();
  }

  /**
   * Brings some dialogs up to date, in one short transaction.
   *
   * @return whether there may be more
   */
  boolean catchUp(JdbcClient jdbc) {
    List<Behind> behind = behind(jdbc);
    if (behind.isEmpty()) {
      boolean again = progressed;
      last = START;
      progressed = false;
      return again;
    }
    last = behind.getLast();
    Map<UUID, List<SearchBlock.Text>> texts = texts(jdbc, behind);
    var rows = new Rows();
    for (Behind dialog : behind) {
      List<SearchBlock.Text> of = texts.getOrDefault(dialog.id(), List.of());
      if (!of.isEmpty()) {
        delete(jdbc, dialog);
        rows.add(dialog, SearchBlock.of(of), of.getLast().seq());
        progressed = true;
      }
    }
    rows.store(jdbc);
    return true;
  }

  /**
   * Dialogs with ended replies only, as far as this statement sees: a reply may begin before it has
   * the dialog's lock.
   */
  private List<Behind> behind(JdbcClient jdbc) {
    return jdbc.sql(
            """
            SELECT d.id, d.visitor, d.assistant, d.searched_seq,
                   CASE WHEN b.n IS NULL THEN 1 WHEN b.has_room THEN b.n ELSE b.n + 1 END AS n,
                   CASE WHEN b.n IS NULL THEN 1 WHEN b.has_room THEN b.first_seq
                        ELSE d.searched_seq + 1 END AS from_seq
            FROM dialog d LEFT JOIN LATERAL (
              SELECT n, first_seq, octet_length(bits) < :full
                AND d.searched_seq - first_seq < :few
                AND first_seq > coalesce((
                  SELECT last_seq FROM search_block
                  WHERE visitor = d.visitor AND assistant = d.assistant AND dialog = d.id
                    AND n = b.n - 1), 0) AS has_room
              FROM search_block b
              WHERE visitor = d.visitor AND assistant = d.assistant AND dialog = d.id
              ORDER BY n DESC LIMIT 1) b ON true
            WHERE d.searched_seq < d.next_seq - 1
              AND (d.visitor, d.assistant, d.id) > (:visitor, :assistant, :id)
              AND (SELECT true FROM reply
                   WHERE dialog = d.id AND status = 'generating' LIMIT 1) IS NULL
            ORDER BY d.visitor, d.assistant, d.id LIMIT :limit
            FOR NO KEY UPDATE OF d SKIP LOCKED
            """)
        .param("visitor", last.visitor())
        .param("assistant", last.assistant())
        .param("id", last.id())
        .param("full", SearchBlock.FULL_BYTES)
        .param("few", FEW_MESSAGES)
        .param("limit", DIALOGS_AT_ONCE)
        .query(Behind::of)
        .list();
  }

  /**
   * No more than a step may take, but always something that is in no block yet. Nothing of a dialog
   * with a reply that is generated, whose text is yet to come: none begins now that we have its
   * lock.
   */
  private static Map<UUID, List<SearchBlock.Text>> texts(JdbcClient jdbc, List<Behind> behind) {
    var texts = new HashMap<UUID, List<SearchBlock.Text>>();
    jdbc.sql(
            """
            SELECT m.id, m.seq, m.text FROM (
              SELECT d.id, d.next_seq, m.seq, m.text,
                sum(octet_length(m.text)) OVER (PARTITION BY d.id ORDER BY m.seq)
                  - octet_length(m.text) AS before
              FROM unnest(:dialogs::uuid[], :from::integer[], :next::integer[])
                AS d (id, from_seq, next_seq)
              CROSS JOIN LATERAL (
                SELECT seq, text FROM message WHERE dialog = d.id AND seq >= d.from_seq
                ORDER BY seq LIMIT :limit) m
              WHERE (SELECT true FROM reply
                     WHERE dialog = d.id AND status = 'generating' LIMIT 1) IS NULL) m
            WHERE m.before < :bytes OR m.seq <= m.next_seq
            ORDER BY m.id, m.seq
            """)
        .param("dialogs", new SqlArrayValue("uuid", behind.stream().map(Behind::id).toArray()))
        .param("from", new SqlArrayValue("integer", behind.stream().map(Behind::from).toArray()))
        .param("next", new SqlArrayValue("integer", behind.stream().map(Behind::next).toArray()))
        .param("limit", MESSAGES_OF_EACH)
        .param("bytes", BYTES_OF_EACH)
        .query(row -> {
          texts
              .computeIfAbsent(row.getObject("id", UUID.class), _ -> new ArrayList<>())
              .add(new SearchBlock.Text(row.getInt("seq"), row.getString("text")));
        });
    return texts;
  }

  private static void delete(JdbcClient jdbc, Behind dialog) {
    if (dialog.next() > 1) {
      jdbc.sql(
              """
              DELETE FROM search_block
              WHERE visitor = :visitor AND assistant = :assistant AND dialog = :id AND n >= :n
              """)
          .param("visitor", dialog.visitor())
          .param("assistant", dialog.assistant())
          .param("id", dialog.id())
          .param("n", dialog.n())
          .update();
    }
  }

  /** What is stored, column by column. */
  private static final class Rows {
    private final List<Object> visitors = new ArrayList<>();
    private final List<Object> assistants = new ArrayList<>();
    private final List<Object> dialogs = new ArrayList<>();
    private final List<Object> numbers = new ArrayList<>();
    private final List<Object> firsts = new ArrayList<>();
    private final List<Object> lasts = new ArrayList<>();
    private final List<byte[]> bits = new ArrayList<>();
    private final List<Object> searched = new ArrayList<>();
    private final List<Object> upTo = new ArrayList<>();

    void add(Behind dialog, List<SearchBlock> blocks, int seq) {
      int n = dialog.n();
      for (SearchBlock block : blocks) {
        visitors.add(dialog.visitor());
        assistants.add(dialog.assistant());
        dialogs.add(dialog.id());
        numbers.add(n++);
        firsts.add(block.firstSeq());
        lasts.add(block.lastSeq());
        bits.add(block.bits());
      }
      searched.add(dialog.id());
      upTo.add(seq);
    }

    void store(JdbcClient jdbc) {
      jdbc.sql(
              """
              INSERT INTO search_block (visitor, assistant, dialog, n, first_seq, last_seq, bits)
              SELECT * FROM unnest(:visitors::uuid[], :assistants::text[], :dialogs::uuid[],
                :numbers::integer[], :firsts::integer[], :lasts::integer[], :bits::bytea[])
              ORDER BY 1, 2, 3, 4
              """)
          .param("visitors", array("uuid", visitors))
          .param("assistants", array("text", assistants))
          .param("dialogs", array("uuid", dialogs))
          .param("numbers", array("integer", numbers))
          .param("firsts", array("integer", firsts))
          .param("lasts", array("integer", lasts))
          .param("bits", new SqlArrayValue("bytea", (Object[]) bits.toArray(byte[][]::new)))
          .update();
      jdbc.sql(
              """
              UPDATE dialog SET searched_seq = s.seq
              FROM unnest(:searched::uuid[], :upTo::integer[]) AS s (id, seq) WHERE dialog.id = s.id
              """)
          .param("searched", array("uuid", searched))
          .param("upTo", array("integer", upTo))
          .update();
    }

    private static SqlArrayValue array(String type, List<Object> values) {
      return new SqlArrayValue(type, values.toArray());
    }
  }
}
