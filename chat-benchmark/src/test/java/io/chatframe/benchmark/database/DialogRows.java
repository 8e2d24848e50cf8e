package io.chatframe.benchmark.database;

import io.chatframe.benchmark.database.filling.CopyBuffers;
import io.chatframe.benchmark.database.filling.GeneratedText;
import io.chatframe.benchmark.database.filling.SplitMix;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the rows of generated dialogs as the product would have left them. */
final class DialogRows {
  static final UUID OWNER = new UUID(0, 42);

  private static final String ASSISTANT = "default";
  private static final String MODEL = "model-1";
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MESSAGES_OF_A_BLOCK = 25;
  private static final int OLD_MARKS = 1_500;

  private static final String MESSAGE =
      "message (id, dialog, seq, parent, role, text, context, created_at)";
  private static final String REPLY =
      "reply (id, dialog, owner, model, attempt, reasoning, status, finish_reason, error,"
          + " thinking_ms, ended_at)";
  private static final String ATTEMPT =
      "attempt (reply, n, base, from_position, model, input, cached_input, output, reasoning,"
          + " estimated, cost_micros, currency, started_at)";

  private final CopyBuffers rows;

  DialogRows(CopyBuffers rows) {
    this.rows = rows;
  }

  void flush() throws SQLException, IOException {
    rows.flush();
  }

  void add(GeneratedDialog dialog) throws SQLException, IOException {
    var at = BEGINNING.plus(dialog.number() * 20L, ChronoUnit.SECONDS);
    int seq = 0;
    int previousQuestionsParent = 0;
    int parent = 0;
    for (int turn = 0; turn < dialog.turns(); turn++) {
      int questionsParent = turn > 0 && dialog.edited(turn) ? previousQuestionsParent : parent;
      int question = ++seq;
      message(dialog, question, questionsParent, at);
      previousQuestionsParent = questionsParent;
      boolean last = turn == dialog.turns() - 1;
      parent = ++seq;
      reply(dialog, parent, question, at, last && dialog.generating());
      if (dialog.regenerated(turn) && !(last && dialog.generating())) {
        parent = ++seq;
        reply(dialog, parent, question, at, false);
      }
    }
    int searched = searched(dialog, seq);
    rows.add(
        "dialog (id, visitor, assistant, title, next_seq, created_at, updated_at, titled,"
            + " searched_seq)",
        dialog.id(),
        dialog.visitorId(),
        ASSISTANT,
        GeneratedText.of(dialog.random(1), 5),
        seq + 1,
        at,
        at,
        true,
        searched);
  }

  /** Adds search blocks, unless the product is to make them; returns the last counter in them. */
  private int searched(GeneratedDialog dialog, int seq) throws SQLException, IOException {
    if (dialog.measured() || dialog.generating()) {
      return 0;
    }
    for (int first = 1; first <= seq; first += MESSAGES_OF_A_BLOCK) {
      int last = Math.min(first + MESSAGES_OF_A_BLOCK - 1, seq);
      rows.add(
          "search_block (visitor, assistant, dialog, n, first_seq, last_seq, bits)",
          dialog.visitorId(),
          ASSISTANT,
          dialog.id(),
          1 + first / MESSAGES_OF_A_BLOCK,
          first,
          last,
          GeneratedText.bits(dialog.random(first), (last - first + 1) * 250));
    }
    return seq;
  }

  private void message(GeneratedDialog dialog, int seq, int parent, Instant at)
      throws SQLException, IOException {
    long random = dialog.random(seq);
    String text = GeneratedText.of(random, 3 + (int) (SplitMix.unit(random, 9) * 25));
    String context = SplitMix.unit(random, 8) < 0.5 ? "The date is 2026-01-01" : null;
    add(dialog, seq, parent, "visitor", text, context, at);
  }

  private void add(
      GeneratedDialog dialog,
      int seq,
      int parent,
      String role,
      String text,
      @Nullable String context,
      Instant at)
      throws SQLException, IOException {
    rows.add(
        MESSAGE,
        dialog.message(seq),
        dialog.id(),
        seq,
        parent == 0 ? null : dialog.message(parent),
        role,
        text,
        context,
        at);
    if (parent != seq - 1) {
      rows.add("branch (dialog, seq, parent_seq)", dialog.id(), seq, parent);
    }
  }

  private void reply(GeneratedDialog dialog, int seq, int parent, Instant at, boolean generating)
      throws SQLException, IOException {
    long random = dialog.random(seq);
    double kind = SplitMix.unit(random, 10);
    UUID id = dialog.message(seq);
    String text =
        generating ? "" : GeneratedText.of(random, 10 + (int) (SplitMix.unit(random, 9) * 110));
    add(dialog, seq, parent, "assistant", text, null, at);
    String status = kind < 0.92 ? "completed" : kind < 0.96 ? "stopped" : "failed";
    boolean again = kind > 0.97 && !generating;
    rows.add(
        REPLY,
        id,
        dialog.id(),
        OWNER,
        MODEL,
        again ? 2 : 1,
        "",
        generating ? "generating" : status,
        generating || kind >= 0.92 ? null : "stop",
        generating || kind < 0.96 ? null : "provider-broken",
        null,
        generating ? null : at);
    for (int n = 1; n <= (again ? 2 : 1); n++) {
      rows.add(
          ATTEMPT,
          id,
          n,
          0,
          0,
          MODEL, //
          generating ? null : 900,
          generating ? null : 500,
          generating ? null : 150,
          generating ? null : 0,
          generating ? null : false,
          generating ? null : 1_200,
          generating ? null : "USD",
          at);
    }
    if (generating) {
      journal(id, random);
    } else if (seq == 2 && kind < 0.5) {
      afterthought(id, at);
    }
  }

  private void journal(UUID reply, long random) throws SQLException, IOException {
    int position = 0;
    for (int tick = 0; tick < 20; tick++) {
      String piece = GeneratedText.of(random + tick, 4) + " ";
      rows.add(
          "reply_journal (reply, attempt, from_position, length, reasoning, text)",
          reply,
          1,
          position,
          piece.length(),
          "",
          piece);
      position += piece.length();
    }
  }

  private void afterthought(UUID reply, Instant at) throws SQLException, IOException {
    rows.add(
        "afterthought (reply, follow_ups, model, input, cached_input, output, reasoning, estimated,"
            + " at)",
        reply,
        "{\"And then?\",\"What does it cost?\",\"Why so?\"}",
        MODEL,
        300,
        0,
        30,
        0,
        false,
        at);
  }

  /** Adds the marks of deleted dialogs and erased visitors; the same number is due in each set. */
  void addMarks(Options.Size size) throws SQLException, IOException {
    for (int i = 0; i < size.dialogs() / 10 + OLD_MARKS; i++) {
      rows.add(
          "dialog_tombstone (dialog, deleted_at)",
          GeneratedDialog.id("tombstone", i, 0),
          marked(i));
    }
    for (int i = 0; i < size.dialogs() / 100 + OLD_MARKS; i++) {
      rows.add(
          "visitor_erasure (visitor, assistant, at, purged_at)",
          GeneratedDialog.id("erased", i, 0),
          ASSISTANT,
          marked(i),
          marked(i));
    }
  }

  private static Instant marked(int i) {
    return i < OLD_MARKS
        ? Instant.EPOCH.plusSeconds(i)
        : Instant.parse("2100-01-01T00:00:00Z").plusSeconds(i);
  }
}
