package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.row.ArrayParameter;
import io.chatframe.domain.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Updates the search blocks for new messages, a batch of dialogs at a time, ordered by visitor so
 * that each visitor's blocks are stored together. A dialog that is being talked in is left alone
 * for a while: its lock would keep the next message waiting, and its last block would be built anew
 * with each. Not thread-safe.
 */
final class SearchBlocks {
  private static final int DIALOGS_AT_ONCE = 20;
  private static final int MESSAGES_OF_EACH = 100;
  private static final int BYTES_OF_EACH = 100_000;

  /** So many messages in no block are not left any longer. */
  private static final int MANY_MESSAGES = 100;

  /**
   * A block with fewer messages and free space is rebuilt together with the messages after it,
   * unless it begins within a message whose earlier parts are in preceding blocks.
   */
  private static final int FEW_MESSAGES = 50;

  private static final Behind START =
      new Behind(DialogQueries.NOBODY, DialogQueries.NOBODY, "", 0, 0, 0);

  private final Duration quiet;
  private Behind last = START;

  /** Whether any dialog was updated in the current pass. */
  private boolean progressed;

  /**
   * A dialog whose blocks are out of date.
   *
   * @param n the number of the first block to build
   * @param fromSeq the counter of the first message in it
   * @param nextSeq the counter of the first message that is in no block yet
   */
  private record Behind(UUID id, UUID visitor, String assistant, int n, int fromSeq, int nextSeq) {}

  /**
   * @param quiet how long nothing must have changed in a dialog before it is updated
   */
  SearchBlocks(Duration quiet) {
    this.quiet = quiet;
  }

  static void delete(JdbcClient jdbc, Visitor visitor, List<UUID> dialogs) {
    jdbc.sql(
            """
            DELETE FROM search_block
            WHERE visitor = :visitor AND assistant = :assistant AND dialog = ANY (:dialogs::uuid[])
            """)
        .params(DialogQueries.parameters(visitor))
        .param("dialogs", new SqlArrayValue("uuid", dialogs.toArray()))
        .update();
  }

  /** Deletes the remaining blocks of a visitor without dialogs. */
  static void delete(JdbcClient jdbc, Visitor visitor) {
    jdbc.sql("DELETE FROM search_block WHERE visitor = :visitor AND assistant = :assistant")
        .params(DialogQueries.parameters(visitor))
        .update();
  }

  /**
   * Updates a batch of dialogs in one short transaction.
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
    Map<UUID, List<SearchBlock.Searched>> texts = texts(jdbc, behind);
    var made = new ArrayList<Made>();
    for (Behind dialog : behind) {
      List<SearchBlock.Searched> of = texts.getOrDefault(dialog.id(), List.of());
      if (!of.isEmpty()) {
        delete(jdbc, dialog);
        made.add(new Made(dialog, SearchBlock.of(of), of.getLast().seq()));
        progressed = true;
      }
    }
    store(jdbc, made);
    return true;
  }

  /**
   * Selects dialogs without a generating reply, as far as this statement sees: a reply may begin
   * before it gets the dialog's lock.
   */
  private List<Behind> behind(JdbcClient jdbc) {
    return jdbc.sql(
            """
            SELECT d.id, d.visitor, d.assistant, d.searched_seq + 1 AS next_seq,
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
              AND (d.updated_at <= clock_timestamp() - :quiet * interval '1 millisecond'
                OR d.next_seq - d.searched_seq > :many)
              AND (d.visitor, d.assistant, d.id) > (:visitor, :assistant, :id)
              AND (SELECT true FROM reply
                   WHERE dialog = d.id AND status = 'generating' LIMIT 1) IS NULL
            ORDER BY d.visitor, d.assistant, d.id LIMIT :limit
            FOR NO KEY UPDATE OF d SKIP LOCKED
            """)
        .param("visitor", last.visitor())
        .param("assistant", last.assistant())
        .param("id", last.id())
        .param("quiet", quiet.toMillis())
        .param("many", MANY_MESSAGES)
        .param("full", SearchBlock.FULL_BYTES)
        .param("few", FEW_MESSAGES)
        .param("limit", DIALOGS_AT_ONCE)
        .query(new DataClassRowMapper<>(Behind.class))
        .list();
  }

  /**
   * Reads at most one step's amount, but always something that is in no block yet. Skips dialogs
   * with a generating reply, whose text is incomplete; no reply can begin while this transaction
   * holds the lock.
   */
  private static Map<UUID, List<SearchBlock.Searched>> texts(JdbcClient jdbc, List<Behind> behind) {
    var texts = new HashMap<UUID, List<SearchBlock.Searched>>();
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
        .param("dialogs", ArrayParameter.of("uuid", behind, Behind::id))
        .param("from", ArrayParameter.of("integer", behind, Behind::fromSeq))
        .param("next", ArrayParameter.of("integer", behind, Behind::nextSeq))
        .param("limit", MESSAGES_OF_EACH)
        .param("bytes", BYTES_OF_EACH)
        .query(row -> {
          texts
              .computeIfAbsent(row.getObject("id", UUID.class), _ -> new ArrayList<>())
              .add(new SearchBlock.Searched(row.getInt("seq"), row.getString("text")));
        });
    return texts;
  }

  private static void delete(JdbcClient jdbc, Behind dialog) {
    if (dialog.nextSeq() > 1) {
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

  private static void store(JdbcClient jdbc, List<Made> made) {
    List<Row> rows = made.stream().flatMap(Made::rows).toList();
    jdbc.sql(
            """
            INSERT INTO search_block (visitor, assistant, dialog, n, first_seq, last_seq, bits)
            SELECT * FROM unnest(:visitors::uuid[], :assistants::text[], :dialogs::uuid[],
              :numbers::integer[], :firsts::integer[], :lasts::integer[], :bits::bytea[])
            ORDER BY 1, 2, 3, 4
            """)
        .param("visitors", ArrayParameter.of("uuid", rows, row -> row.dialog().visitor()))
        .param("assistants", ArrayParameter.of("text", rows, row -> row.dialog().assistant()))
        .param("dialogs", ArrayParameter.of("uuid", rows, row -> row.dialog().id()))
        .param("numbers", ArrayParameter.of("integer", rows, Row::n))
        .param("firsts", ArrayParameter.of("integer", rows, row -> row.block().firstSeq()))
        .param("lasts", ArrayParameter.of("integer", rows, row -> row.block().lastSeq()))
        .param(
            "bits",
            new SqlArrayValue(
                "bytea",
                (Object[]) rows.stream().map(row -> row.block().bits()).toArray(byte[][]::new)))
        .update();
    jdbc.sql(
            """
            UPDATE dialog SET searched_seq = s.seq
            FROM unnest(:searched::uuid[], :upTo::integer[]) AS s (id, seq) WHERE dialog.id = s.id
            """)
        .param("searched", ArrayParameter.of("uuid", made, one -> one.dialog().id()))
        .param("upTo", ArrayParameter.of("integer", made, Made::upTo))
        .update();
  }

  /**
   * The new blocks of a dialog.
   *
   * @param upTo the counter of the last message in them
   */
  private record Made(Behind dialog, List<SearchBlock> blocks, int upTo) {
    Stream<Row> rows() {
      return IntStream.range(0, blocks.size())
          .mapToObj(i -> new Row(dialog, dialog.n() + i, blocks.get(i)));
    }
  }

  private record Row(Behind dialog, int n, SearchBlock block) {}
}
