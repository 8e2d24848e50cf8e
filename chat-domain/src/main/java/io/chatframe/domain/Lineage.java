package io.chatframe.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The attempts of a reply: for each, the position up to which it kept the text of the one before.
 * The first keeps nothing, so its base is 0.
 *
 * @param bases one position per attempt, first attempt first
 */
public record Lineage(List<Integer> bases) {
  public Lineage {
    bases = List.copyOf(bases);
    if (bases.isEmpty() || bases.getFirst() != 0) {
      throw new IllegalArgumentException("The first attempt begins at position 0");
    }
  }

  /** The lineage of a reply that was never taken over. */
  public static Lineage first() {
    return new Lineage(List.of(0));
  }

  /** The number of the latest attempt, from 1. */
  public int attempt() {
    return bases.size();
  }

  /** The position at which the latest attempt began. */
  public int base() {
    return bases.getLast();
  }

  /** The lineage with one more attempt that begins at {@code base}. */
  public Lineage next(int base) {
    var more = new ArrayList<>(bases);
    more.add(base);
    return new Lineage(more);
  }

  /** The cursor of a position in the latest attempt. */
  public Cursor at(int position) {
    return new Cursor(attempt(), position);
  }

  /**
   * Where a follower at {@code cursor} must go back to before it may read on: the smallest base of
   * the attempts it has not seen, if that lies before its position. Empty if what it holds is still
   * part of the reply.
   *
   * @throws IllegalArgumentException if the cursor's attempt is later than the latest
   */
  public OptionalInt rewind(Cursor cursor) {
    if (cursor.attempt() > attempt()) {
      throw new IllegalArgumentException("The cursor's attempt never began");
    }
    int kept =
        bases.subList(cursor.attempt(), attempt()).stream()
            .mapToInt(Integer::intValue)
            .min()
            .orElse(Integer.MAX_VALUE);
    return kept < cursor.position() ? OptionalInt.of(kept) : OptionalInt.empty();
  }
}
