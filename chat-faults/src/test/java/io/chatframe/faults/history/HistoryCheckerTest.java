package io.chatframe.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.StoredMessage.StoredReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Shows that each rule of the checker can fail. */
final class HistoryCheckerTest {
  private static final String FIRST = "w1-s1 w2-s1 w3-s1 ";
  private static final String SECOND = "w1-s2 w2-s2 w3-s3 w4-s3 ";
  private static final int BASE = "w1-s2 w2-s2 ".length();

  private final UUID dialog = UUID.randomUUID();
  private final List<MessageHistory> histories = new ArrayList<>();
  private final List<StoredMessage> stored = new ArrayList<>();

  HistoryCheckerTest() {
    exchange("first", FIRST, List.of(0));
    exchange("second", SECOND, List.of(0, BASE));
  }

  @Test
  void findsNothingInASoundRun() {
    assertThat(HistoryChecker.check(histories, stored)).isEmpty();
  }

  @Test
  void seesALostMessage() {
    stored.subList(2, 4).clear();

    finds("is stored 0 times");
  }

  @Test
  void seesADoubledMessage() {
    StoredMessage first = stored.getFirst();
    stored.add(
        new StoredMessage(
            UUID.randomUUID(), dialog, 5, Optional.empty(), true, first.text(), Optional.empty()));

    finds("is stored 2 times");
  }

  @Test
  void seesAGapAndAReordering() {
    histories.add(histories.removeFirst());
    finds("sent in the order");

    stored.remove(0);
    finds("place 1 is taken by number 2");
  }

  @Test
  void seesASecondReplyAndAMissingOne() {
    StoredMessage reply = stored.get(1);
    stored.add(
        new StoredMessage(
            UUID.randomUUID(), dialog, 5, reply.parent(), false, reply.text(), reply.reply()));
    finds("has 2 replies");

    stored.removeIf(message -> message.parent().equals(reply.parent()));
    finds("has 0 replies");
  }

  @Test
  void seesAReplyWithoutEndAndAnotherEndThanShown() {
    changeReply(1, was -> with(was, "generating"));
    finds("has not ended");

    changeReply(1, was -> with(was, "interrupted"));
    finds("shown was the end Optional[completed], stored is interrupted");
  }

  @Test
  void seesTwoEnds() {
    histories.getFirst().apply(event("1." + FIRST.length(), "done", Map.of("status", "completed")));

    finds("2 ends were shown");
    finds("event done after the end");
  }

  @Test
  void seesWhatTheReaderHoldsAndTheStoreDoesNot() {
    StoredMessage was = stored.get(1);
    stored.set(1, withText(was, FIRST.substring(0, FIRST.length() - 1) + "! "));

    finds("part at " + (FIRST.length() - 1));
  }

  @Test
  void seesJournalRowsLeftBehind() {
    changeReply(
        1, was -> new StoredReply(was.status(), was.reasoning(), was.attempt(), was.bases(), 3));

    finds("left 3 journal rows");
  }

  @Test
  void seesAttemptsThatMakeNoSense() {
    changeReply(1, was -> new StoredReply(was.status(), "", 1, List.of(0, 4), 0));
    finds("has attempts [0, 4]");

    changeReply(1, was -> new StoredReply(was.status(), "", 2, List.of(0, 400), 0));
    finds("has attempts [0, 400]");

    changeReply(1, was -> new StoredReply(was.status(), "", 2, List.of(), 0));
    finds("has attempts []");

    changeReply(1, was -> new StoredReply("completed", "", 4, List.of(0, 1, 2, 3), 0));
    finds("has attempts [0, 1, 2, 3]");

    changeReply(1, was -> new StoredReply("interrupted", "", 4, List.of(0, 1, 2, 3), 0));
    finds("has attempts [0, 1, 2, 3]");
  }

  @Test
  void seesASpliceWhereNoAttemptBegan() {
    changeReply(3, was -> new StoredReply(was.status(), "", 2, List.of(0, 6), 0));

    finds("call 3 is spliced into call 2");
  }

  @Test
  void seesWordsDoubledMissingAndTorn() {
    assertThat(SaltedWords.check("w1-s1 w2-s1 w2-s1 ", List.of(), true))
        .containsExactly("word 2 stands at place 3");
    assertThat(SaltedWords.check("w1-s1 w3-s1 ", List.of(), true))
        .containsExactly("word 3 stands at place 2");
    assertThat(SaltedWords.check("w1-s1 2-s1 w3-s1 ", List.of(), true)).hasSize(1);
    assertThat(SaltedWords.check("w1-s1 w2-", List.of(), true)).hasSize(1);
    assertThat(SaltedWords.check("w1-s1 w2-", List.of(), false)).isEmpty();
    assertThat(SaltedWords.check("w1-s1 x", List.of(), false)).hasSize(1);
  }

  @Test
  void letsAnAttemptGoOnWithinAWord() {
    assertThat(SaltedWords.check("w1-s1 w2-s2 w3-s2 ", List.of(9), true)).isEmpty();
    assertThat(SaltedWords.check("w1-s1 w2-s1 w3-s2 ", List.of(9), true)).isEmpty();
    assertThat(SaltedWords.check("w1-s1 w2-s1 w3-s1 w4-s2 ", List.of(9), true)).hasSize(1);
  }

  @Test
  void seesAShownDialogThatIsNotTheStoredOne() {
    var json = new JsonMapper();
    var shown =
        stored.stream()
            .map(message ->
                Map.of(
                    "seq",
                    message.seq(),
                    "id",
                    message.id().toString(),
                    "status",
                    message.reply().map(StoredReply::status).orElse(""),
                    "text",
                    message.text()))
            .map(json::<tools.jackson.databind.JsonNode>valueToTree)
            .toList();

    assertThat(HistoryChecker.compare(stored, shown)).isEmpty();
    assertThat(HistoryChecker.compare(stored.subList(0, 3), shown)).hasSize(1);
  }

  @Test
  void followsRewindsAndComplainsOfACursorThatDoesNotCount() {
    var history = new MessageHistory(dialog, UUID.randomUUID(), "third");
    history.apply(event("1.0", "reply", Map.of("reply", UUID.randomUUID().toString())));
    history.apply(event("1.6", "text", Map.of("t", "abcdef")));
    history.apply(event("2.4", "rewind", Map.of("reasoning", 0, "text", 4)));
    history.apply(event("2.6", "text", Map.of("t", "yz")));

    assertThat(history.text()).isEqualTo("abcdyz");
    assertThat(history.complaints()).isEmpty();

    history.apply(event("2.7", "text", Map.of("t", "yz")));
    assertThat(history.complaints()).hasSize(1);
  }

  private void finds(String violation) {
    assertThat(HistoryChecker.check(histories, stored))
        .anySatisfy(found -> assertThat(found).contains(violation));
  }

  private void exchange(String question, String answer, List<Integer> bases) {
    var history = new MessageHistory(dialog, UUID.randomUUID(), question);
    UUID reply = UUID.randomUUID();
    int attempt = bases.size();
    String end = attempt + "." + answer.length();
    history.acknowledge();
    history.apply(event("1.0", "reply", Map.of("reply", reply.toString())));
    history.apply(event(end, "text", Map.of("t", answer)));
    history.apply(event(end, "done", Map.of("status", "completed")));
    histories.add(history);
    Optional<UUID> parent =
        stored.isEmpty() ? Optional.empty() : Optional.of(stored.getLast().id());
    int seq = stored.size() + 1;
    stored.add(
        new StoredMessage(
            history.message(), dialog, seq, parent, true, question, Optional.empty()));
    stored.add(
        new StoredMessage(
            reply,
            dialog,
            seq + 1,
            Optional.of(history.message()),
            false,
            answer,
            Optional.of(new StoredReply("completed", "", attempt, bases, 0))));
  }

  private void changeReply(int at, UnaryOperator<StoredReply> change) {
    StoredMessage was = stored.get(at);
    stored.set(
        at,
        new StoredMessage(
            was.id(),
            was.dialog(),
            was.seq(),
            was.parent(),
            false,
            was.text(),
            was.reply().map(change)));
  }

  private static StoredReply with(StoredReply was, String status) {
    return new StoredReply(status, was.reasoning(), was.attempt(), was.bases(), was.journalRows());
  }

  private static StoredMessage withText(StoredMessage was, String text) {
    return new StoredMessage(
        was.id(), was.dialog(), was.seq(), was.parent(), was.byVisitor(), text, was.reply());
  }

  private static StreamEvent event(String cursor, String kind, Map<String, ?> data) {
    return new StreamEvent(cursor, kind, new JsonMapper().valueToTree(data));
  }
}
