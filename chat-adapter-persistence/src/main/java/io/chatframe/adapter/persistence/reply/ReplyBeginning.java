package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.dialog.DialogQueries;
import io.chatframe.adapter.persistence.dialog.ErasureQueries;
import io.chatframe.adapter.persistence.dialog.MessagePath;
import io.chatframe.adapter.persistence.row.BudgetReservation;
import io.chatframe.adapter.persistence.row.KnownRow;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.adapter.persistence.row.SpendingParameters;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.budget.SpentBudget;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.Refusal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Begins replies. A message is accepted by one call of the database; a sibling begins within a
 * transaction, which is rolled back unless the result is {@link Acceptance.Begun}. Both lock the
 * dialog's row before reading anything of it, so that what was read stays true until the commit.
 */
final class ReplyBeginning {
  private static final String MESSAGE =
      """
      (:visitor, :assistant, :dialog, :title, :message, :place, :other, :text,
        :context, :reply, :owner, :model\
      """;

  private static final String ACCEPT = accepting("accept_message" + MESSAGE + ")", "a.begun_at");

  private static final String ACCEPT_IN_BUDGET =
      accepting(
          "accept_message_in_budget"
              + MESSAGE
              + ", :reach, :fixed, :perOctet, :mostInput, "
              + SpendingParameters.ACCOUNTS
              + ")",
          "a.begun_at, a.spent_at, a.retry_ms, a.passing");

  private final JdbcClient jdbc;

  ReplyBeginning(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static String accepting(String call, String outcome) {
    return """
    SELECT a.outcome, a.running, a.message_seq, %s, %s
    FROM %s a
    LEFT JOIN LATERAL message_path(
      :dialog, CASE a.outcome WHEN 'begun' THEN a.message_seq END, :reach) m ON true
    """
        .formatted(outcome, MessagePath.COLUMNS, call);
  }

  /** Accepts a message by one call of the database; by two more if it repeats another. */
  Acceptance accept(NewMessage message) {
    Optional<Spending> spending = message.reply().spending();
    return jdbc.sql(spending.isEmpty() ? ACCEPT : ACCEPT_IN_BUDGET)
        .params(spending.map(ReplyBeginning::parameters).orElse(Map.of()))
        .params(DialogQueries.parameters(message.visitor()))
        .param("dialog", message.dialog().value())
        .param("title", message.title())
        .param("message", message.id().value())
        .param("place", place(message.place()))
        .param("other", other(message.place()))
        .param("text", message.text())
        .param("context", message.context().orElse(null))
        .param("reply", message.reply().id().value())
        .param("owner", message.reply().owner().value())
        .param("model", message.reply().model())
        .param("reach", message.reply().reach())
        .query((ResultSet rows) -> outcome(message, rows))
        .orElseGet(() -> repeat(message));
  }

  private static Map<String, Object> parameters(Spending spending) {
    var parameters = new HashMap<String, Object>(SpendingParameters.accounts(spending));
    parameters.put("fixed", spending.fixed());
    parameters.put("perOctet", spending.perOctet());
    parameters.put("mostInput", spending.mostInput());
    return parameters;
  }

  /** Reads what came of a message; empty if one with its id exists. */
  private static Optional<Acceptance> outcome(NewMessage message, ResultSet rows)
      throws SQLException {
    rows.next();
    return switch (rows.getString("outcome")) {
      case "begun" -> Optional.of(begun(message, rows));
      case "known" -> Optional.empty();
      case "running" ->
          Optional.of(new Refusal.ReplyRunning(new ReplyId(rows.getObject("running", UUID.class))));
      case "missing" -> Optional.of(new Refusal.NotFound("dialog"));
      case "erased" -> Optional.of(new Refusal.VisitorErased());
      case "spent" ->
          Optional.of(
              new Refusal.BudgetSpent(
                  SpendingParameters.spent(message.reply().spending().orElseThrow(), rows)));
      case String unknown -> throw new IllegalStateException(unknown);
    };
  }

  private static String place(Place place) {
    return switch (place) {
      case Place.NewestLeaf _ -> "newest";
      case Place.After _ -> "after";
      case Place.Beside _ -> "beside";
    };
  }

  private static @Nullable UUID other(Place place) {
    return switch (place) {
      case Place.NewestLeaf _ -> null;
      case Place.After(MessageId reply) -> reply.value();
      case Place.Beside(MessageId message) -> message.value();
    };
  }

  private static Acceptance begun(NewMessage message, ResultSet rows) throws SQLException {
    var reply =
        new Reply(
            message.reply().id(),
            message.dialog(),
            rows.getInt("message_seq") + 1,
            message.id(),
            MessageQueries.instant(rows, "begun_at"),
            message.reply().model(),
            Lineage.first(),
            ReplyText.EMPTY,
            Optional.empty());
    return new Acceptance.Begun(reply, MessagePath.read(rows));
  }

  private Acceptance repeat(NewMessage message) {
    return known(message.id())
        .map(known -> repeat(known, message.dialog(), message.text()))
        .orElseGet(() -> new Refusal.NotFound("dialog"));
  }

  Optional<Acceptance> recall(Visitor visitor, DialogId dialog, MessageId message, String text) {
    var known = knownOf(visitor, message);
    if (known.isEmpty() || ErasureQueries.exists(jdbc, visitor)) {
      return Optional.empty();
    }
    return Optional.of(
        isClosedTo(visitor, dialog)
            ? new Refusal.NotFound("dialog")
            : repeat(known.get(), dialog, text));
  }

  Acceptance regenerate(Visitor visitor, ReplyId beside, NewReply reply) {
    return begin(visitor, beside, reply, false);
  }

  Acceptance continueFrom(Visitor visitor, ReplyId ended, NewReply reply) {
    return begin(visitor, ended, reply, true);
  }

  private Acceptance begin(Visitor visitor, ReplyId beside, NewReply reply, boolean continues) {
    var old = knownOf(visitor, beside.message()).filter(row -> !row.asks());
    if (old.isEmpty() || !lock(visitor, old.get().dialog())) {
      return new Refusal.NotFound("reply");
    }
    var known = known(reply.id().message());
    if (known.isPresent()) {
      return !known.get().asks() && known.get().parent().equals(old.get().parent())
          ? MessageQueries.find(jdbc, reply.id())
              .<Acceptance>map(Acceptance.Repeated::new)
              .orElseGet(() -> new Refusal.NotFound("reply"))
          : new Refusal.IdTaken();
    }
    return running(old.get().dialog())
        .<Acceptance>map(Refusal.ReplyRunning::new)
        .orElseGet(() ->
            MessageQueries.find(jdbc, beside)
                .map(ended -> beside(ended, reply, continues))
                .orElseGet(() -> new Refusal.NotFound("reply")));
  }

  private Acceptance beside(Reply old, NewReply reply, boolean continues) {
    if (continues && !old.continuable()) {
      return new Refusal.NotContinuable();
    }
    String kept = continues ? old.text().text() : "";
    var seq = takeSeq(old.dialog());
    if (seq.isEmpty()) {
      return new Refusal.NotFound("reply");
    }
    var begun = insertReply(old.dialog(), old.question(), reply, seq.get(), kept);
    if (begun.isEmpty()) {
      return new Refusal.IdTaken();
    }
    if (!kept.isEmpty()) {
      insertKept(reply.id(), kept);
    }
    var stored = new MessagePath(jdbc, old.dialog());
    List<Message> path = stored.upTo(stored.seq(old.question()).orElseThrow(), reply.reach());
    return reply
        .spending()
        .flatMap(spending -> reserve(reply, spending, path, kept))
        .<Acceptance>map(Refusal.BudgetSpent::new)
        .orElseGet(() -> new Acceptance.Begun(begun.get(), path));
  }

  private Optional<SpentBudget> reserve(
      NewReply reply, Spending spending, List<Message> path, String kept) {
    long octets = Message.octets(path) + kept.getBytes(StandardCharsets.UTF_8).length;
    return BudgetReservation.reserve(jdbc, reply.id(), 1, spending, octets);
  }

  private boolean lock(Visitor visitor, DialogId dialog) {
    return DialogQueries.lock(jdbc, visitor, dialog).isPresent();
  }

  private boolean isClosedTo(Visitor visitor, DialogId dialog) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM dialog_tombstone WHERE dialog = :id)
                OR EXISTS (SELECT FROM dialog WHERE id = :id
                           AND (visitor, assistant) <> (:visitor, :assistant))
            """)
        .param("id", dialog.value())
        .params(DialogQueries.parameters(visitor))
        .query(Boolean.class)
        .single();
  }

  private Optional<KnownRow> known(MessageId message) {
    return jdbc.sql(KnownRow.SELECT + "WHERE m.id = :id")
        .param("id", message.value())
        .query(KnownRow::of)
        .optional();
  }

  /**
   * The database filters out foreign messages, because transferring their text would take
   * measurable time.
   */
  private Optional<KnownRow> knownOf(Visitor visitor, MessageId message) {
    return jdbc.sql(
            KnownRow.SELECT
                + "WHERE m.id = :id AND d.visitor = :visitor AND d.assistant = :assistant")
        .param("id", message.value())
        .params(DialogQueries.parameters(visitor))
        .query(KnownRow::of)
        .optional();
  }

  private Acceptance repeat(KnownRow known, DialogId dialog, String text) {
    if (!known.asks() || !known.dialog().equals(dialog) || !known.text().equals(text)) {
      return new Refusal.IdTaken();
    }
    return jdbc.sql(
            MessageQueries.SELECT
                + "WHERE m.dialog = :dialog AND m.parent = :question AND r.id IS NOT NULL"
                + " ORDER BY m.seq LIMIT 1")
        .param("dialog", dialog.value())
        .param("question", known.id().value())
        .query(MessageQueries::reply)
        .optional()
        .<Acceptance>map(Acceptance.Repeated::new)
        .orElseGet(() -> new Refusal.NotFound("dialog"));
  }

  private Optional<ReplyId> running(DialogId dialog) {
    return jdbc.sql("SELECT id FROM reply WHERE dialog = :dialog AND status = 'generating'")
        .param("dialog", dialog.value())
        .query((row, index) -> new ReplyId(MessageQueries.id(row, index)))
        .optional();
  }

  /** Takes the dialog's next counter; empty if its visitor was erased meanwhile. */
  private Optional<Integer> takeSeq(DialogId dialog) {
    return jdbc.sql(
            """
            UPDATE dialog d SET next_seq = next_seq + 1, updated_at = clock_timestamp()
            WHERE id = :dialog AND NOT EXISTS (
              SELECT FROM visitor_erasure WHERE visitor = d.visitor AND assistant = d.assistant)
            RETURNING next_seq - 1
            """)
        .param("dialog", dialog.value())
        .query(Integer.class)
        .optional();
  }

  private Optional<Reply> insertReply(
      DialogId dialog, MessageId question, NewReply reply, int seq, String kept) {
    return jdbc.sql(
            """
            WITH stored AS (
              INSERT INTO message (id, dialog, seq, parent, role, text, created_at)
              VALUES (:id, :dialog, :seq, :question, 'assistant', '', clock_timestamp())
              ON CONFLICT (id) DO NOTHING RETURNING id, dialog, created_at),
            begun AS (
              INSERT INTO reply (id, dialog, owner, model)
              SELECT id, dialog, :owner, :model FROM stored),
            tried AS (
              INSERT INTO attempt (reply, n, base, from_position, model, started_at)
              SELECT id, 1, 0, :kept, :model, created_at FROM stored)
            SELECT created_at FROM stored
            """)
        .param("id", reply.id().value())
        .param("dialog", dialog.value())
        .param("seq", seq)
        .param("question", question.value())
        .param("owner", reply.owner().value())
        .param("kept", kept.length())
        .param("model", reply.model())
        .query((row, _) ->
            new Reply(
                reply.id(),
                dialog,
                seq,
                question,
                MessageQueries.instant(row, "created_at"),
                reply.model(),
                Lineage.first(),
                new ReplyText("", kept),
                Optional.empty()))
        .optional();
  }

  /** Journals the initial text of the reply, so that every reader finds it. */
  private void insertKept(ReplyId reply, String kept) {
    jdbc.sql(
            """
            INSERT INTO reply_journal (reply, attempt, from_position, length, reasoning, text)
            VALUES (:id, 1, 0, :length, '', :kept)
            """)
        .param("id", reply.value())
        .param("length", kept.length())
        .param("kept", kept)
        .update();
  }
}
