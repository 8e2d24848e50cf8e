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
 * The message tree of a dialog, by counters: each message follows the one with the preceding
 * counter, except those in {@code branch}. So its size depends on the number of branches, not of
 * messages.
 */
final class DialogTree {
  /**
   * For the first counter of each run of messages, the counter of the message that the run follows.
   */
  private final NavigableMap<Integer, Integer> runs = new TreeMap<>();

  /**
   * @param branches the counters of messages that do not follow the preceding one, with their
   *     parents' counters
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

  /** The counters from a message back to the first of its path. */
  PrimitiveIterator.OfInt path(int seq) {
    return IntStream.iterate(seq, at -> at > 0, this::parent).iterator();
  }

  private int parent(int seq) {
    Integer branch = runs.get(seq);
    return branch == null ? seq - 1 : branch;
  }

  /**
   * The newest descendant of a message, or the message itself.
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

  /** The last counter of a message's run. */
  private int end(int seq, int newest) {
    Integer next = runs.higherKey(seq);
    return next == null ? newest : next - 1;
  }
}
