package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ReplyJournal}. */
public abstract class ReplyJournalContract {
  private final Visitor visitor = Sample.visitor();
  private final NodeId node = Sample.node();

  protected abstract ReplyJournal journal();

  /** Over the same store as {@link #journal}. */
  protected abstract ReplyRepository replies();

  @Test
  void keepsEntriesThatReadersSeeAsOneText() {
    var reply = begin();
    var other = begin();
    journal()
        .append(
            node,
            List.of(
                new JournalEntry(reply.id(), 1, 0, new ReplyText("Hm", "")),
                Sample.piece(other, 0, "Other")));

    var receipts =
        journal()
            .append(
                node,
                List.of(
                    new JournalEntry(reply.id(), 1, 2, new ReplyText(" 🤔", "Hi 🙂")),
                    Sample.piece(other, 5, "")));

    assertThat(receipts)
        .containsOnly(
            Map.entry(reply.id(), JournalReceipt.KEPT), Map.entry(other.id(), JournalReceipt.KEPT));
    assertThat(text(reply)).isEqualTo(new ReplyText("Hm 🤔", "Hi 🙂"));
    assertThat(text(other)).isEqualTo(Sample.text("Other"));
  }

  @Test
  void countsPositionsInUtf16CodeUnits() {
    var reply = begin();
    journal().append(node, List.of(Sample.piece(reply, 0, "🙂🙂")));
    journal().append(node, List.of(Sample.piece(reply, 4, "é")));

    assertThat(journal().journalled(node, Set.of(reply.id()))).containsEntry(reply.id(), 5);
    assertThat(text(reply)).isEqualTo(Sample.text("🙂🙂é"));
  }

  @Test
  void skipsWhatIsAlreadyKept() {
    var reply = begin();
    var entry = List.of(Sample.piece(reply, 0, "Hello"));
    journal().append(node, entry);

    assertThat(journal().append(node, entry)).containsEntry(reply.id(), JournalReceipt.KEPT);

    assertThat(text(reply)).isEqualTo(Sample.text("Hello"));
  }

  @Test
  void stopsReadingAtAGapUntilItIsFilled() {
    var reply = begin();
    journal().append(node, List.of(Sample.piece(reply, 0, "ab")));
    journal().append(node, List.of(Sample.piece(reply, 4, "ef")));

    assertThat(text(reply)).isEqualTo(Sample.text("ab"));
    assertThat(journal().journalled(node, Set.of(reply.id()))).containsEntry(reply.id(), 2);

    journal().append(node, List.of(Sample.piece(reply, 2, "cd")));
    assertThat(text(reply)).isEqualTo(Sample.text("abcdef"));
    assertThat(journal().journalled(node, Set.of(reply.id()))).containsEntry(reply.id(), 6);
  }

  @Test
  void knowsThePositionOfAReplyWithoutAnEntry() {
    var reply = begin();

    assertThat(journal().journalled(node, Set.of(reply.id()))).containsEntry(reply.id(), 0);
    assertThat(journal().journalled(Sample.node(), Set.of(reply.id()))).isEmpty();
    assertThat(journal().journalled(node, Set.of())).isEmpty();
  }

  @Test
  void keepsNothingForAnyoneButTheOwnerInItsAttempt() {
    var reply = begin();
    var entry = List.of(Sample.piece(reply, 0, "Hello"));
    var later = List.of(new JournalEntry(reply.id(), 2, 0, Sample.text("Hello")));

    assertThat(journal().append(Sample.node(), entry)).isEmpty();
    assertThat(journal().append(node, later)).isEmpty();
    assertThat(text(reply)).isEqualTo(ReplyText.EMPTY);
  }

  @Test
  void givesNoReceiptForAReplyThatEnded() {
    var reply = begin();
    var running = begin();
    replies().end(node, reply.id(), 1, Sample.text("All"), Sample.stopped());

    var receipts =
        journal()
            .append(node, List.of(Sample.piece(reply, 0, "Late"), Sample.piece(running, 0, "")));

    assertThat(receipts).containsOnlyKeys(running.id());
    assertThat(text(reply)).isEqualTo(Sample.text("All"));
    assertThat(journal().append(node, List.of())).isEmpty();
  }

  @Test
  void reportsThatAStopWasRequested() {
    var reply = begin();
    replies().requestStop(visitor, reply.id());

    assertThat(journal().append(node, List.of(Sample.piece(reply, 0, "More"))))
        .containsEntry(reply.id(), JournalReceipt.STOP_REQUESTED);
    assertThat(text(reply)).isEqualTo(Sample.text("More"));
  }

  @Test
  void tellsReadersWhatFollowsTheirCursors() {
    var reply = begin();
    var other = begin();
    journal()
        .append(
            node,
            List.of(
                new JournalEntry(reply.id(), 1, 0, new ReplyText("Hm", "Hel")),
                Sample.piece(other, 0, "ab")));
    journal().append(node, List.of(Sample.piece(reply, 5, "lo"), Sample.piece(other, 4, "ef")));

    assertThat(grown(reply, new Cursor(1, 0))).isEqualTo(new ReplyText("Hm", "Hello"));
    assertThat(grown(reply, new Cursor(1, 1))).isEqualTo(new ReplyText("m", "Hello"));
    assertThat(grown(reply, new Cursor(1, 4))).isEqualTo(Sample.text("llo"));
    assertThat(grown(reply, new Cursor(1, 7))).isEqualTo(ReplyText.EMPTY);
    assertThat(grown(reply, new Cursor(1, 90))).isEqualTo(ReplyText.EMPTY);
    assertThat(journal().grown(Map.of(reply.id(), new Cursor(1, 5), other.id(), new Cursor(1, 0))))
        .containsEntry(reply.id(), Sample.text("lo"))
        .containsEntry(other.id(), Sample.text("ab"));
  }

  @Test
  void tellsReadersThatTheirAttemptOrTheReplyIsOver() {
    var ended = begin();
    var taken = begin();
    var gone = new ReplyId(UUID.randomUUID());
    journal().append(node, List.of(Sample.piece(taken, 0, "Hello")));
    replies().end(node, ended.id(), 1, Sample.text("All"), Sample.stopped());
    replies().takeOver(node, Sample.node(), 10, 3);

    assertThat(journal().grown(Map.of(ended.id(), Cursor.start()))).isEmpty();
    assertThat(journal().grown(Map.of(taken.id(), Cursor.start()))).isEmpty();
    assertThat(journal().grown(Map.of(gone, Cursor.start()))).isEmpty();
    assertThat(journal().grown(Map.of())).isEmpty();
  }

  private ReplyText grown(Reply reply, Cursor cursor) {
    return Objects.requireNonNull(
        journal().grown(Map.of(reply.id(), cursor)).get(reply.id()),
        "the reply generates in this attempt");
  }

  private Reply begin() {
    return Sample.begun(replies().accept(Sample.message(visitor, Sample.dialog(), node, "Hello")));
  }

  private ReplyText text(Reply reply) {
    return replies().find(visitor, reply.id()).orElseThrow().text();
  }
}
