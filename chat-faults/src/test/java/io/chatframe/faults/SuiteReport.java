package io.chatframe.faults;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statistics of a series of kills.
 *
 * @param byStatus replies by how they ended
 * @param taken replies that another node took over, or that were interrupted
 * @param longestWait the longest time from a kill to the next character shown to a reader of that
 *     moment, if no other kill came between them
 * @param longestSilence the same, whether or not the node that continued the reply was killed too
 */
record SuiteReport(
    int kills,
    Map<String, Long> byStatus,
    long taken,
    long takenAndCompleted,
    long rewinds,
    long cuts,
    long refusals,
    Duration longestWait,
    Duration longestSilence) {

  static SuiteReport of(
      List<MessageHistory> histories, List<StoredMessage> stored, List<Long> kills) {
    List<StoredMessage.StoredReply> replies =
        stored.stream().flatMap(message -> message.reply().stream()).toList();
    var taken =
        replies.stream()
            .filter(reply -> reply.attempt() > 1 || reply.status().equals("interrupted"))
            .toList();
    List<Silence> silences = silences(histories, kills);
    return new SuiteReport(
        kills.size(),
        replies.stream()
            .collect(
                Collectors.groupingBy(
                    StoredMessage.StoredReply::status, TreeMap::new, Collectors.counting())),
        taken.size(),
        taken.stream().filter(reply -> reply.status().equals("completed")).count(),
        histories.stream().mapToLong(MessageHistory::rewinds).sum(),
        histories.stream().mapToLong(MessageHistory::cuts).sum(),
        histories.stream().mapToLong(history -> history.refusals().size()).sum(),
        longest(silences.stream().filter(one -> one.kills(kills) == 1)),
        longest(silences.stream()));
  }

  /**
   * What a reader did not see.
   *
   * @param kill when a node was killed, in nanoseconds
   * @param shown when the next character was shown
   */
  private record Silence(long kill, long shown) {
    long kills(List<Long> kills) {
      return kills.stream().filter(other -> other >= kill && other < shown).count();
    }

    Duration length() {
      return Duration.ofNanos(shown - kill);
    }
  }

  private static Duration longest(Stream<Silence> silences) {
    return silences.map(Silence::length).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static List<Silence> silences(List<MessageHistory> histories, List<Long> kills) {
    return kills.stream()
        .flatMap(kill -> histories.stream().flatMap(history -> silence(history, kill).stream()))
        .toList();
  }

  /** Empty if the reply was not running at that moment. */
  private static Optional<Silence> silence(MessageHistory history, long kill) {
    List<MessageHistory.Seen> seen = history.seen();
    if (seen.isEmpty() || seen.getFirst().nanos() > kill || seen.getLast().nanos() < kill) {
      return Optional.empty();
    }
    return seen.stream()
        .filter(one -> one.nanos() > kill)
        .filter(one -> List.of("text", "reasoning", "done").contains(one.event().kind()))
        .findFirst()
        .map(one -> new Silence(kill, one.nanos()));
  }

  void print() {
    say(toString());
    say(
        "%d of %d replies whose node was killed were completed"
            .formatted(takenAndCompleted, taken));
  }

  /** Prints a result to the console. */
  static void say(String line) {
    System.out.println("faults: " + line);
  }
}
