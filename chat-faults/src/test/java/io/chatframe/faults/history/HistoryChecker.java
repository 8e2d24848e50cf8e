package io.chatframe.faults.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Compares what visitors sent and were shown with what is stored. Independent of the server's code;
 * each rule reports its violations.
 */
public final class HistoryChecker {
  /** A node that takes over a reply after this attempt only ends it. */
  private static final int LAST_ATTEMPT = 3;

  private final List<MessageHistory> histories;
  private final Map<UUID, List<StoredMessage>> dialogs;
  private final List<String> violations = new ArrayList<>();

  private HistoryChecker(List<MessageHistory> histories, List<StoredMessage> stored) {
    this.histories = histories;
    this.dialogs = stored.stream().collect(Collectors.groupingBy(StoredMessage::dialog));
  }

  /**
   * Returns the violations; empty if there are none.
   *
   * @param histories the histories of whole dialogs, in the order in which each dialog's messages
   *     were sent
   * @param stored all messages of these dialogs, ordered by counter
   */
  public static List<String> check(List<MessageHistory> histories, List<StoredMessage> stored) {
    var checker = new HistoryChecker(histories, stored);
    checker.histories.forEach(history -> checker.violations.addAll(history.complaints()));
    checker.dialogs.values().forEach(checker::checkDialog);
    checker.histories.forEach(checker::checkMessage);
    return List.copyOf(checker.violations);
  }

  /** Compares a dialog in PostgreSQL with the same dialog as the API shows it. */
  public static List<String> compare(List<StoredMessage> stored, List<JsonNode> shown) {
    List<String> inStore = stored.stream().map(HistoryChecker::line).toList();
    List<String> onWire = shown.stream().map(HistoryChecker::line).toList();
    return inStore.equals(onWire)
        ? List.of()
        : List.of("the API shows " + onWire + "\nbut stored is " + inStore);
  }

  private static String line(StoredMessage message) {
    String status = message.reply().map(StoredMessage.StoredReply::status).orElse("");
    return "%d %s %s %s".formatted(message.seq(), message.id(), status, message.text());
  }

  private static String line(JsonNode message) {
    return "%d %s %s %s"
        .formatted(
            message.path("seq").asInt(),
            message.path("id").asString(),
            message.path("status").asString(""),
            message.path("text").asString());
  }

  private void checkDialog(List<StoredMessage> stored) {
    UUID dialog = stored.getFirst().dialog();
    for (int i = 0; i < stored.size(); i++) {
      require(
          stored.get(i).seq() == i + 1,
          "dialog %s: place %d is taken by number %d"
              .formatted(dialog, i + 1, stored.get(i).seq()));
    }
    List<UUID> kept =
        stored.stream().filter(StoredMessage::byVisitor).map(StoredMessage::id).toList();
    List<UUID> sent =
        histories.stream()
            .filter(history -> history.dialog().equals(dialog))
            .map(MessageHistory::message)
            .filter(kept::contains)
            .toList();
    require(
        kept.equals(sent),
        "dialog %s: sent in the order %s, stored as %s".formatted(dialog, sent, kept));
    stored.stream().filter(message -> !message.byVisitor()).forEach(this::checkReply);
  }

  private static boolean isOnlyEnded(StoredMessage.StoredReply reply, int length) {
    return reply.attempt() == LAST_ATTEMPT + 1
        && reply.status().equals("interrupted")
        && reply.bases().getLast() == length;
  }

  private void checkReply(StoredMessage message) {
    var reply = message.reply().orElseThrow();
    UUID id = message.id();
    require(!reply.status().equals("generating"), "reply %s has not ended".formatted(id));
    require(
        reply.journalRows() == 0,
        "reply %s left %s journal rows".formatted(id, reply.journalRows()));
    int length = reply.reasoning().length() + message.text().length();
    boolean sane =
        reply.bases().size() == reply.attempt()
            && (reply.attempt() <= LAST_ATTEMPT || isOnlyEnded(reply, length))
            && reply.bases().getFirst() == 0
            && reply.bases().stream().allMatch(base -> base <= length);
    require(sane, "reply %s of %d units has attempts %s".formatted(id, length, reply.bases()));
    if (message.text().startsWith("w")) {
      List<Integer> joints =
          reply.bases().stream()
              .skip(1)
              .map(base -> Math.max(0, base - reply.reasoning().length()))
              .toList();
      SaltedWords.check(message.text(), joints, reply.status().equals("completed"))
          .forEach(wrong -> violations.add("reply " + id + ": " + wrong));
    }
  }

  private void checkMessage(MessageHistory history) {
    if (history.deleted()) {
      return;
    }
    List<StoredMessage> dialog = dialogs.getOrDefault(history.dialog(), List.of());
    long copies = dialog.stream().filter(one -> one.text().equals(history.sentText())).count();
    UUID id = history.message();
    require(
        history.acknowledged() ? copies == 1 : copies <= 1,
        "message %s, acknowledged: %s, is stored %d times"
            .formatted(id, history.acknowledged(), copies));
    List<StoredMessage> replies =
        dialog.stream().filter(one -> one.parent().filter(id::equals).isPresent()).toList();
    require(replies.size() == copies, "message %s has %d replies".formatted(id, replies.size()));
    if (replies.size() == 1) {
      compare(history, replies.getFirst());
    }
  }

  private void compare(MessageHistory history, StoredMessage stored) {
    var reply = stored.reply().orElseThrow();
    UUID id = stored.id();
    require(
        history.reply().filter(id::equals).isPresent(),
        "message %s: shown was reply %s, stored is %s"
            .formatted(history.message(), history.reply(), id));
    require(
        history.status().equals(Optional.of(reply.status())),
        "reply %s: shown was the end %s, stored is %s"
            .formatted(id, history.status(), reply.status()));
    requireSame("reasoning", id, history.reasoning(), reply.reasoning());
    requireSame("text", id, history.text(), stored.text());
    long ends = history.seen().stream().filter(one -> one.event().kind().equals("done")).count();
    require(ends == 1, "reply %s: %d ends were shown".formatted(id, ends));
  }

  private void requireSame(String what, UUID id, String held, String stored) {
    if (!held.equals(stored)) {
      int same = 0;
      while (same < Math.min(held.length(), stored.length())
          && held.charAt(same) == stored.charAt(same)) {
        same++;
      }
      violations.add(
          "reply %s: the %s held (%d units) and stored (%d) part at %d: '%s' and '%s'"
              .formatted(
                  id,
                  what,
                  held.length(),
                  stored.length(),
                  same,
                  part(held, same),
                  part(stored, same)));
    }
  }

  private static String part(String text, int from) {
    return text.substring(Math.min(from, text.length()), Math.min(from + 24, text.length()));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      violations.add(otherwise);
    }
  }
}
