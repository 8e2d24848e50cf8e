package io.chatframe.adapter.persistence.reply;

import io.chatframe.adapter.persistence.dialog.DialogQueries;
import io.chatframe.adapter.persistence.dialog.ErasureQueries;
import io.chatframe.adapter.persistence.dialog.MessagePath;
import io.chatframe.adapter.persistence.row.KnownRow;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Begins a reply within one transaction, which is rolled back unless the result is {@link
 * Acceptance.Begun}. Locks the dialog's row before reading anything else, so that what was read
 * stays true until the commit.
 */
final class ReplyBeginning {
  private final JdbcClient jdbc;

  ReplyBeginning(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Acceptance accept(NewMessage message) {
    if (lock(message.visitor(), message.dialog())) {
      return inExisting(message);
    }
    // A message with a place in a dialog never creates one. The same statements refuse a foreign
    // and a missing dialog.
    ErasureQueries.keepAway(jdbc, message.visitor());
    if (ErasureQueries.exists(jdbc, message.visitor())) {
      return new Refusal.VisitorErased();
    }
    if (!(message.place() instanceof Place.NewestLeaf)) {
      return new Refusal.NotFound("dialog");
    }
    if (create(message)) {
      return isDeleted(message.dialog()) ? new Refusal.NotFound("dialog") : inNew(message);
    }
    return lock(message.visitor(), message.dialog())
        ? inExisting(message)
        : new Refusal.NotFound("dialog");
  }

  private Acceptance inExisting(NewMessage message) {
    var known = known(message.id());
    if (known.isPresent()) {
      return repeat(known.get(), message.dialog(), message.text());
    }
    var newest = newest(message.dialog());
    var spot = spot(message, newest);
    if (spot.isEmpty()) {
      return new Refusal.NotFound("dialog");
    }
    if (newest.running().isPresent()) {
      return new Refusal.ReplyRunning(newest.running().get());
    }
    var seq = takeSeqs(message.dialog(), 2);
    if (seq.isEmpty()) {
      return new Refusal.VisitorErased();
    }
    return store(message, seq.get(), spot.get().parent())
        .<Acceptance>map(stored ->
            new Acceptance.Begun(
                stored.reply(),
                new MessagePath(jdbc, message.dialog()).upTo(seq.get(), message.reply().reach())))
        .orElseGet(Refusal.IdTaken::new);
  }

  private Acceptance inNew(NewMessage message) {
    return store(message, 1, Optional.empty())
        .<Acceptance>map(stored -> new Acceptance.Begun(stored.reply(), List.of(stored.question())))
        .orElseGet(Refusal.IdTaken::new);
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
    return newest(old.get().dialog())
        .running()
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
    var seq = takeSeqs(old.dialog(), 1);
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
    var path = new MessagePath(jdbc, old.dialog());
    return new Acceptance.Begun(
        begun.get(), path.upTo(path.seq(old.question()).orElseThrow(), reply.reach()));
  }

  private boolean lock(Visitor visitor, DialogId dialog) {
    return DialogQueries.lock(jdbc, visitor, dialog).isPresent();
  }

  /**
   * Creates the dialog, with the counters of its first two messages taken; {@code false} if a
   * concurrent request created it or it is another visitor's.
   */
  private boolean create(NewMessage message) {
    return jdbc.sql(
                """
                INSERT INTO dialog (id, visitor, assistant, title, next_seq, created_at, updated_at)
                VALUES (:id, :visitor, :assistant, :title, 3, clock_timestamp(), clock_timestamp())
                ON CONFLICT DO NOTHING
                """)
            .param("id", message.dialog().value())
            .params(DialogQueries.parameters(message.visitor()))
            .param("title", message.title())
            .update()
        == 1;
  }

  /**
   * Must run after the insert, which waits for a concurrent deletion, so that this statement sees
   * its tombstone.
   */
  private boolean isDeleted(DialogId dialog) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM dialog_tombstone WHERE dialog = :id)")
        .param("id", dialog.value())
        .query(Boolean.class)
        .single();
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

  /** An existing place; without a parent at the beginning of the dialog. */
  private record Spot(Optional<MessageId> parent) {}

  private Optional<Spot> spot(NewMessage message, Newest newest) {
    return switch (message.place()) {
      case Place.NewestLeaf _ -> Optional.of(new Spot(newest.message()));
      case Place.After(MessageId reply) ->
          knownIn(message.dialog(), reply)
              .filter(row -> !row.asks())
              .map(row -> new Spot(Optional.of(reply)));
      case Place.Beside(MessageId other) ->
          knownIn(message.dialog(), other)
              .filter(KnownRow::asks)
              .map(row -> new Spot(row.parent()));
    };
  }

  private Optional<KnownRow> knownIn(DialogId dialog, MessageId message) {
    return known(message).filter(row -> row.dialog().equals(dialog));
  }

  /**
   * The newest entries of a dialog.
   *
   * @param message the newest message, which is a leaf because a child would be newer
   * @param running the generating reply
   */
  private record Newest(Optional<MessageId> message, Optional<ReplyId> running) {
    static Newest of(ResultSet row, int index) throws SQLException {
      return new Newest(
          Optional.ofNullable(row.getObject("newest", UUID.class)).map(MessageId::new),
          Optional.ofNullable(row.getObject("running", UUID.class)).map(ReplyId::new));
    }
  }

  private Newest newest(DialogId dialog) {
    return jdbc.sql(
            """
            SELECT (SELECT id FROM message WHERE dialog = :dialog ORDER BY seq DESC LIMIT 1)
                AS newest,
              (SELECT id FROM reply WHERE dialog = :dialog AND status = 'generating') AS running
            """)
        .param("dialog", dialog.value())
        .query(Newest::of)
        .single();
  }

  /**
   * Takes counters of the dialog and returns the first; empty if its visitor was erased meanwhile.
   */
  private Optional<Integer> takeSeqs(DialogId dialog, int count) {
    return jdbc.sql(
            """
            UPDATE dialog d SET next_seq = next_seq + :count, updated_at = clock_timestamp()
            WHERE id = :dialog AND NOT EXISTS (
              SELECT FROM visitor_erasure WHERE visitor = d.visitor AND assistant = d.assistant)
            RETURNING next_seq - :count
            """)
        .param("count", count)
        .param("dialog", dialog.value())
        .query(Integer.class)
        .optional();
  }

  private record Stored(VisitorMessage question, Reply reply) {}

  /**
   * Stores the message and its empty reply; empty if either id is already in use, in any dialog.
   */
  private Optional<Stored> store(NewMessage message, int seq, Optional<MessageId> parent) {
    return insertQuestion(message, seq, parent)
        .flatMap(question ->
            insertReply(message.dialog(), message.id(), message.reply(), seq + 1, "")
                .map(reply -> new Stored(question, reply)));
  }

  private Optional<VisitorMessage> insertQuestion(
      NewMessage message, int seq, Optional<MessageId> parent) {
    return jdbc.sql(
            """
            INSERT INTO message (id, dialog, seq, parent, role, text, context, created_at)
            VALUES (:id, :dialog, :seq, :parent, 'visitor', :text, :context, clock_timestamp())
            ON CONFLICT (id) DO NOTHING RETURNING created_at
            """)
        .param("id", message.id().value())
        .param("dialog", message.dialog().value())
        .param("seq", seq)
        .param("parent", parent.map(MessageId::value).orElse(null))
        .param("text", message.text())
        .param("context", message.context().orElse(null))
        .query((row, _) ->
            new VisitorMessage(
                message.id(),
                message.dialog(),
                seq,
                parent,
                message.text(),
                message.context(),
                MessageQueries.instant(row, "created_at")))
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
