package io.chatframe.adapter.persistence;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The beginning of a reply, inside one transaction that is rolled back unless {@link
 * Acceptance.Begun} comes out. The dialog's row is locked before anything else is read, so that
 * what was read stays true until the commit.
 */
final class ReplyBeginning {
  private final JdbcClient jdbc;

  ReplyBeginning(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Acceptance accept(NewMessage message) {
    var closed = lockOrCreate(message);
    if (closed.isPresent()) {
      return closed.get();
    }
    var known = known(message.id());
    if (known.isPresent()) {
      return repeat(known.get(), message.dialog(), message.text());
    }
    var spot = spot(message.dialog(), message.place());
    if (spot.isEmpty()) {
      return new Acceptance.Missing();
    }
    var running = running(message.dialog());
    if (running.isPresent()) {
      return new Acceptance.Busy(running.get());
    }
    int seq = takeSeqs(message.dialog(), 2);
    boolean stored =
        insertQuestion(message, seq, spot.get().parent())
            && insertReply(message.dialog(), message.id(), message.reply(), seq + 1, 0);
    return stored ? begun(message.reply(), seq) : new Acceptance.IdTaken();
  }

  Optional<Acceptance> recall(Visitor visitor, DialogId dialog, MessageId message, String text) {
    var known = knownOf(visitor, message);
    if (known.isEmpty() || ErasureRow.exists(jdbc, visitor)) {
      return Optional.empty();
    }
    return Optional.of(
        isClosedTo(visitor, dialog) ? new Acceptance.Missing() : repeat(known.get(), dialog, text));
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
      return new Acceptance.Missing();
    }
    var known = known(reply.id().message());
    if (known.isPresent()) {
      return !known.get().asks() && known.get().parent().equals(old.get().parent())
          ? new Acceptance.Repeated(reply(reply.id()))
          : new Acceptance.IdTaken();
    }
    return running(old.get().dialog())
        .<Acceptance>map(Acceptance.Busy::new)
        .orElseGet(() -> beside(reply(beside), reply, continues));
  }

  private Acceptance beside(Reply old, NewReply reply, boolean continues) {
    if (continues && !old.continuable()) {
      return new Acceptance.NotContinuable();
    }
    String kept = continues ? old.text().text() : "";
    int seq = takeSeqs(old.dialog(), 1);
    if (!insertReply(old.dialog(), old.question(), reply, seq, kept.length())) {
      return new Acceptance.IdTaken();
    }
    if (!kept.isEmpty()) {
      insertKept(reply.id(), kept);
    }
    return begun(reply, new MessagePath(jdbc, old.dialog()).seq(old.question()).orElseThrow());
  }

  /**
   * Why the message's dialog is closed to it; empty where the dialog's row is now locked. A message
   * that has a place in a dialog begins none: one that is somebody else's and one that is not there
   * are then refused by the same statements.
   */
  private Optional<Acceptance> lockOrCreate(NewMessage message) {
    if (lock(message.visitor(), message.dialog())) {
      return Optional.empty();
    }
    ErasureRow.keepAway(jdbc, message.visitor());
    if (ErasureRow.exists(jdbc, message.visitor())) {
      return Optional.of(new Acceptance.Erased());
    }
    return message.place() instanceof Place.NewestLeaf && create(message)
        ? Optional.empty()
        : Optional.of(new Acceptance.Missing());
  }

  private boolean lock(Visitor visitor, DialogId dialog) {
    return DialogRow.lock(jdbc, visitor, dialog).isPresent();
  }

  /**
   * Whether the visitor has the dialog now, made by us or by another request at the same moment,
   * and holds its lock.
   */
  private boolean create(NewMessage message) {
    int created =
        jdbc.sql(
                """
                INSERT INTO dialog (id, visitor, assistant, title, created_at, updated_at)
                VALUES (:id, :visitor, :assistant, :title, clock_timestamp(), clock_timestamp())
                ON CONFLICT DO NOTHING
                """)
            .param("id", message.dialog().value())
            .param("visitor", message.visitor().id().value())
            .param("assistant", message.visitor().assistant().value())
            .param("title", message.title())
            .update();
    // Asked only now: the insert waited for a deletion that was under way, and this statement sees
    // what it left.
    return created == 1 ? !isDeleted(message.dialog()) : lock(message.visitor(), message.dialog());
  }

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
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
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
   * What is not the visitor's is left out by the database, for its text would take time to come.
   */
  private Optional<KnownRow> knownOf(Visitor visitor, MessageId message) {
    return jdbc.sql(
            KnownRow.SELECT
                + "WHERE m.id = :id AND d.visitor = :visitor AND d.assistant = :assistant")
        .param("id", message.value())
        .param("visitor", visitor.id().value())
        .param("assistant", visitor.assistant().value())
        .query(KnownRow::of)
        .optional();
  }

  private Acceptance repeat(KnownRow known, DialogId dialog, String text) {
    if (!known.asks() || !known.dialog().equals(dialog) || !known.text().equals(text)) {
      return new Acceptance.IdTaken();
    }
    return new Acceptance.Repeated(
        jdbc.sql(
                MessageRow.SELECT
                    + "WHERE m.dialog = :dialog AND m.parent = :question ORDER BY m.seq LIMIT 1")
            .param("dialog", dialog.value())
            .param("question", known.id().value())
            .query(MessageRow::reply)
            .single());
  }

  /** A place that there is; without a parent at the beginning of the dialog. */
  private record Spot(Optional<MessageId> parent) {}

  private Optional<Spot> spot(DialogId dialog, Place place) {
    return switch (place) {
      case Place.NewestLeaf _ -> Optional.of(new Spot(newest(dialog)));
      case Place.After(MessageId reply) ->
          knownIn(dialog, reply)
              .filter(row -> !row.asks())
              .map(row -> new Spot(Optional.of(reply)));
      case Place.Beside(MessageId other) ->
          knownIn(dialog, other).filter(KnownRow::asks).map(row -> new Spot(row.parent()));
    };
  }

  private Optional<KnownRow> knownIn(DialogId dialog, MessageId message) {
    return known(message).filter(row -> row.dialog().equals(dialog));
  }

  /** The message that arrived last, which is a leaf: a child would have arrived later. */
  private Optional<MessageId> newest(DialogId dialog) {
    return jdbc.sql("SELECT id FROM message WHERE dialog = :dialog ORDER BY seq DESC LIMIT 1")
        .param("dialog", dialog.value())
        .query(UUID.class)
        .optional()
        .map(MessageId::new);
  }

  private Optional<ReplyId> running(DialogId dialog) {
    return jdbc.sql("SELECT id FROM reply WHERE dialog = :dialog AND status = 'generating'")
        .param("dialog", dialog.value())
        .query(UUID.class)
        .optional()
        .map(ReplyId::new);
  }

  private int takeSeqs(DialogId dialog, int count) {
    return jdbc.sql(
            """
            UPDATE dialog SET next_seq = next_seq + :count, updated_at = clock_timestamp()
            WHERE id = :dialog RETURNING next_seq - :count
            """)
        .param("count", count)
        .param("dialog", dialog.value())
        .query(Integer.class)
        .single();
  }

  private boolean insertQuestion(NewMessage message, int seq, Optional<MessageId> parent) {
    return insert(
        message.id(), message.dialog(), seq, parent, "visitor", message.text(), message.context());
  }

  private boolean insertReply(
      DialogId dialog, MessageId question, NewReply reply, int seq, int kept) {
    Optional<MessageId> parent = Optional.of(question);
    MessageId id = reply.id().message();
    if (!insert(id, dialog, seq, parent, "assistant", "", Optional.empty())) {
      return false;
    }
    jdbc.sql(
            """
            WITH begun AS (
              INSERT INTO reply (id, dialog, owner, model) VALUES (:id, :dialog, :owner, :model))
            INSERT INTO attempt (reply, n, base, from_position, model, started_at)
            VALUES (:id, 1, 0, :kept, :model, clock_timestamp())
            """)
        .param("id", reply.id().value())
        .param("dialog", dialog.value())
        .param("owner", reply.owner().value())
        .param("kept", kept)
        .param("model", reply.model())
        .update();
    return true;
  }

  /** What the reply begins with is journalled from the first, so that every reader finds it. */
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

  /** Whether the id was still free on the whole server. */
  private boolean insert(
      MessageId id,
      DialogId dialog,
      int seq,
      Optional<MessageId> parent,
      String role,
      String text,
      Optional<String> context) {
    return jdbc.sql(
                """
                INSERT INTO message (id, dialog, seq, parent, role, text, context, created_at)
                VALUES (:id, :dialog, :seq, :parent, :role, :text, :context, clock_timestamp())
                ON CONFLICT (id) DO NOTHING
                """)
            .param("id", id.value())
            .param("dialog", dialog.value())
            .param("seq", seq)
            .param("parent", parent.map(MessageId::value).orElse(null))
            .param("role", role)
            .param("text", text)
            .param("context", context.orElse(null))
            .update()
        == 1;
  }

  private Reply reply(ReplyId reply) {
    return jdbc.sql(MessageRow.SELECT + "WHERE m.id = :id")
        .param("id", reply.value())
        .query(MessageRow::reply)
        .single();
  }

  private Acceptance begun(NewReply begun, int seq) {
    Reply reply = reply(begun.id());
    return new Acceptance.Begun(
        reply, new MessagePath(jdbc, reply.dialog()).upTo(seq, begun.reach()));
  }
}
