package io.chatframe.adapter.persistence.dialog;

import io.chatframe.domain.DialogId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PrimitiveIterator;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the messages of a dialog hang together, by their counters: each follows the one counted
 * before it, but for those in {@code branch}. So it costs as much as the dialog has branches,
 * however many messages they have.
 */
final class DialogTree {
  /** By where a run of messages begins: the counter of the message that its first one follows. */
  private final NavigableMap<Integer, Integer> runs = new TreeMap<>();

  /**
   * @param branches the messages that do not follow the one before, with the ones they follow
   */
  DialogTree(List<Map.Entry<Integer, Integer>> branches) {
    runs.put(1, 0);
    branches.forEach(branch -> runs.put(branch.getKey(), branch.getValue()));
  }

  static DialogTree of(JdbcClient jdbc, DialogId dialog) {
    return new DialogTree(
        jdbc.sql("SELECT seq, parent_seq FROM branch WHERE dialog = :dialog ORDER BY seq")
            .param("dialog", dialog.value())
            .query((row, _) -> Map.entry(row.getInt(1), row.getInt(2)))
            .list());
  }

  /** The counters from a message to the first of its path. */
  PrimitiveIterator.OfInt path(int seq) {
    return IntStream.iterate(seq, at -> at > 0, this::parent).iterator();
  }

  private int parent(int seq) {
    Integer branch = runs.get(seq);
    return branch == null ? seq - 1 : branch;
  }

  /**
   * The newest message below another, or that one itself.
   *
   * @param newest the counter of the dialog's newest message
   */
  int newestBelow(int seq, int newest) {
    var below = new TreeMap<Integer, Integer>();
    below.put(seq, end(seq, newest));
    for (var run : runs.tailMap(seq, false).entrySet()) {
      var holder = below.floorEntry(run.getValue());
      if (holder != null && run.getValue() <= holder.getValue()) {
        below.put(run.getKey(), end(run.getKey(), newest));
      }
    }
    return below.lastEntry().getValue();
  }

  /** Where the run of a message ends: before the next one begins. */
  private int end(int seq, int newest) {
    Integer next = runs.higherKey(seq);
    return next == null ? newest : next - 1;
  }
}
