package io.chatframe.adapter.persistence.dialog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The short pieces of a text, as numbers. Whatever contains a text contains its pieces too; so a
 * text that has not all pieces of what is searched need not be read.
 *
 * <p>Pieces are runs of one, two and three characters, and of six, of which one in eight is taken,
 * chosen by itself, so that all texts choose alike: a search for words that are common each, but
 * not together, finds few texts to read. Letters are folded at least as far as PostgreSQL's {@code
 * ILIKE} folds them in any locale.
 */
final class TextPieces {
  /** Pieces are numbers from 0 to below this. */
  static final int KINDS = 1 << 20;

  /**
   * How many numbers a piece of each length has: there are few single characters, and threes
   * distinguish most searches.
   */
  private static final int[] TIMES = {0, 3, 1, 2};

  private static final int LONG = 6;
  private static final int COMBINING_DOT = 0x307;
  private static final int MOST_PROBES = 16;
  private static final int LONGEST_PROBED = 200;

  private TextPieces() {}

  /** The text's characters without the differences that a search passes over. */
  static int[] fold(String text) {
    // A Turkish "İ" is "i" and a dot to some, and one letter to others.
    return text.codePoints()
        .filter(letter -> letter != COMBINING_DOT)
        .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
        .toArray();
  }

  /** Reports all pieces that lie within a part of a folded text, some more than once. */
  static void of(int[] folded, int from, int to, IntConsumer pieces) {
    for (int i = from; i < to; i++) {
      for (int run = 1; run <= 3 && i + run <= to; run++) {
        tell(piece(folded, i, run), TIMES[run], pieces);
      }
      tellLong(folded, i, to, pieces);
    }
  }

  /** The pieces that say most about which texts contain a search, the rarest first. */
  static List<Integer> probes(String search) {
    int[] folded = fold(search);
    // Whatever contains the whole contains its beginning.
    int length = Math.min(folded.length, LONGEST_PROBED);
    var probes = new LinkedHashSet<Integer>();
    for (int i = 0; i < length; i++) {
      tellLong(folded, i, length, probes::add);
    }
    for (int run = 3; run > 0; run--) {
      for (int i = 0; i + run <= length; i++) {
        tell(piece(folded, i, run), TIMES[run], probes::add);
      }
    }
    return probes.stream().limit(MOST_PROBES).toList();
  }

  private static int piece(int[] folded, int from, int length) {
    int piece = 1;
    for (int i = from; i < from + length; i++) {
      piece = (piece + folded[i] + 1) * 0x85EBCA6B ^ (piece >>> 15);
    }
    return piece;
  }

  /** Reports the long piece that begins here, if it ends before {@code to} and is chosen. */
  private static void tellLong(int[] folded, int from, int to, IntConsumer pieces) {
    if (from + LONG <= to) {
      int piece = piece(folded, from, LONG);
      if ((mix(piece) >>> 28) % 8 == 0) {
        tell(piece, 1, pieces);
      }
    }
  }

  private static void tell(int piece, int times, IntConsumer pieces) {
    for (int i = 0; i < times; i++) {
      pieces.accept(mix(piece + i * 0x9E3779B9) & (KINDS - 1));
    }
  }

  /** The last step of MurmurHash3. */
  private static int mix(int value) {
    int mixed = (value ^ (value >>> 16)) * 0x85EBCA6B;
    mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
    return mixed ^ (mixed >>> 16);
  }
}
