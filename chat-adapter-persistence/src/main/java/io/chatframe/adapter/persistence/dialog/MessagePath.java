package io.chatframe.adapter.persistence.dialog;

import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.adapter.persistence.row.PageCursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.feedback.Feedback;
import io.chatframe.domain.feedback.Rating;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Reads paths of a dialog from their newest end, only as far as requested. */
public final class MessagePath {
  /**
   * The columns of the database's function {@code message_path}, as {@code m}, for {@link #read};
   * needs the parameter {@code dialog}.
   */
  public static final String COLUMNS =
      """
      :dialog::uuid AS dialog, m.id, m.seq, m.parent, m.role, m.text, m.context, m.created_at,
      m.model, m.status, '' AS reasoning, m.finish_reason, m.error, m.retry_after_ms,
      m.thinking_ms, m.ended_at,
      NULL::bigint AS input, NULL::bigint AS cost_micros, '{0}'::integer[] AS bases
      """;

  private final JdbcClient jdbc;
  private final DialogId dialog;

  public MessagePath(JdbcClient jdbc, DialogId dialog) {
    this.jdbc = jdbc;
    this.dialog = dialog;
  }

  /**
   * Implements {@link io.chatframe.domain.port.ReplyRepository#path}.
   *
   * @param seq the counter of the question
   */
  public List<Message> upTo(int seq, int reach) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM message_path(:dialog, :seq, :reach) m")
        .param("dialog", dialog.value())
        .param("seq", seq)
        .param("reach", reach)
        .query(MessageQueries::message)
        .list()
        .reversed();
  }

  /** Reads a path, oldest message first, from rows that begin with the current one. */
  public static List<Message> read(ResultSet rows) throws SQLException {
    var path = new ArrayList<Message>();
    do {
      path.add(MessageQueries.message(rows, path.size()));
    } while (rows.next());
    return path.reversed();
  }

  /**
   * Reads a page of the path to a message.
   *
   * @param seq the counter of the last message of the page
   */
  Page<PathEntry> page(int seq, int limit) {
    var seqs = DialogTree.of(jdbc, dialog).path(seq);
    List<PathEntry> entries = entries(next(seqs, limit));
    return new Page<>(
        entries,
        entries.stream()
            .findFirst()
            .flatMap(oldest -> oldest.message().parent())
            .map(parent -> new PageCursor.FromMessage(dialog.value(), parent.value()).text()));
  }

  /** Finds the counter of a message of the dialog. */
  public Optional<Integer> seq(MessageId message) {
    return jdbc.sql("SELECT seq FROM message WHERE dialog = :dialog AND id = :id")
        .param("dialog", dialog.value())
        .param("id", message.value())
        .query(Integer.class)
        .optional();
  }

  /** Finds the counter of the newest descendant of a message, or of the newest in the dialog. */
  Optional<Integer> newestBelow(Optional<MessageId> leaf) {
    Optional<Integer> newest = newest();
    return leaf.isEmpty()
        ? newest
        : newest.flatMap(last ->
            seq(leaf.get()).map(from -> DialogTree.of(jdbc, dialog).newestBelow(from, last)));
  }

  private Optional<Integer> newest() {
    return jdbc.sql("SELECT seq FROM message WHERE dialog = :dialog ORDER BY seq DESC LIMIT 1")
        .param("dialog", dialog.value())
        .query(Integer.class)
        .optional();
  }

  private static Object[] next(PrimitiveIterator.OfInt seqs, int most) {
    var next = new ArrayList<Integer>();
    while (next.size() < most && seqs.hasNext()) {
      next.add(seqs.next());
    }
    return next.toArray();
  }

  private List<PathEntry> entries(Object[] seqs) {
    // Two subqueries, because IS NOT DISTINCT FROM would not use the index.
    return jdbc.sql(
            """
            SELECT page.*, CASE WHEN page.parent IS NULL
              THEN ARRAY(SELECT s.id FROM message s
                         WHERE s.dialog = page.dialog AND s.parent IS NULL ORDER BY s.seq)
              ELSE ARRAY(SELECT s.id FROM message s
                         WHERE s.dialog = page.dialog AND s.parent = page.parent ORDER BY s.seq)
              END AS siblings,
              coalesce((SELECT a.follow_ups FROM afterthought a WHERE a.reply = page.id), '{}')
                AS follow_ups,
              f.rating, f.reason
            FROM (
            """
                + MessageQueries.SELECT
                + "WHERE m.dialog = :dialog AND m.seq = ANY (:seqs::integer[]) AND "
                + MessageQueries.WHOLE
                + ") page LEFT JOIN feedback f ON f.reply = page.id ORDER BY page.seq")
        .param("dialog", dialog.value())
        .param("seqs", new SqlArrayValue("integer", seqs))
        .query(MessagePath::entry)
        .list();
  }

  private static PathEntry entry(ResultSet row, int index) throws SQLException {
    var siblings = MessageQueries.array(row, "siblings", UUID[].class);
    return new PathEntry(
        MessageQueries.message(row, index),
        Arrays.stream(siblings).map(MessageId::new).toList(),
        List.of(MessageQueries.array(row, "follow_ups", String[].class)),
        feedback(row));
  }

  /** A rating that only a later release knows counts as none. */
  private static Optional<Feedback> feedback(ResultSet row) throws SQLException {
    var reason = Optional.ofNullable(row.getString("reason"));
    return Optional.ofNullable(row.getString("rating"))
        .flatMap(Rating::named)
        .map(rating -> new Feedback(rating, reason));
  }
}
