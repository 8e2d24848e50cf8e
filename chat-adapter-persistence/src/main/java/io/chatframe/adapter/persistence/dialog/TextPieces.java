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
   * As how many numbers pieces of each length are told: single characters are few, and threes are
   * what most searches are told apart by.
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

  /** Tells all pieces that lie within a part of a folded text; some more than once. */
  static void of(int[] folded, int from, int to, IntConsumer pieces) {
    for (int i = from; i < to; i++) {
      int one = extend(1, folded[i]);
      tell(one, TIMES[1], pieces);
      if (i + 1 < to) {
        int two = extend(one, folded[i + 1]);
        tell(two, TIMES[2], pieces);
        if (i + 2 < to) {
          tell(extend(two, folded[i + 2]), TIMES[3], pieces);
        }
      }
      if (i + LONG <= to && isChosen(longPiece(folded, i))) {
        tell(longPiece(folded, i), 1, pieces);
      }
    }
  }

  /** The pieces that tell most about where a text may be found, the rarest first. */
  static List<Integer> probes(String search) {
    int[] folded = fold(search);
    // Whatever contains the whole contains its beginning.
    int length = Math.min(folded.length, LONGEST_PROBED);
    var probes = new LinkedHashSet<Integer>();
    for (int i = 0; i + LONG <= length; i++) {
      if (isChosen(longPiece(folded, i))) {
        tell(longPiece(folded, i), 1, probes::add);
      }
    }
    for (int run = 3; run > 0; run--) {
      for (int i = 0; i + run <= length; i++) {
        int piece = 1;
        for (int at = i; at < i + run; at++) {
          piece = extend(piece, folded[at]);
        }
        tell(piece, TIMES[run], probes::add);
      }
    }
    return probes.stream().limit(MOST_PROBES).toList();
  }

  private static int longPiece(int[] folded, int from) {
    int piece = 1;
    for (int i = from; i < from + LONG; i++) {
      piece = extend(piece, folded[i]);
    }
    return piece;
  }

  private static boolean isChosen(int piece) {
    return (mix(piece) >>> 28) % 8 == 0;
  }

  private static void tell(int piece, int times, IntConsumer pieces) {
    for (int i = 0; i < times; i++) {
      pieces.accept(mix(piece + i * 0x9E3779B9) & (KINDS - 1));
    }
  }

  private static int extend(int piece, int letter) {
    return (piece + letter + 1) * 0x85EBCA6B ^ (piece >>> 15);
  }

  /** The last step of MurmurHash3. */
  private static int mix(int value) {
    int mixed = (value ^ (value >>> 16)) * 0x85EBCA6B;
    mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
    return mixed ^ (mixed >>> 16);
  }
}
