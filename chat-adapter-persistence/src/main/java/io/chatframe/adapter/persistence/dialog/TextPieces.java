package io.chatframe.adapter.persistence.dialog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Splits text into short pieces (n-grams), represented as numbers. Whatever contains a text also
 * contains its pieces, so texts that lack a piece of the search need not be read.
 *
 * <p>Pieces have one, two or three characters, or six; of the latter only one in eight is used,
 * chosen by its own hash so that all texts choose alike. The long ones keep the number of texts to
 * read low if a search combines common words. Letters are folded at least as far as by PostgreSQL's
 * {@code ILIKE} in any locale.
 */
final class TextPieces {
  /** Pieces are numbers from 0 (inclusive) to this (exclusive). */
  static final int KINDS = 1 << 20;

  /**
   * How many numbers represent a piece, by length: there are few single characters, and trigrams
   * are the most selective.
   */
  private static final int[] TIMES = {0, 3, 1, 2};

  private static final int LONG = 6;
  private static final int COMBINING_DOT = 0x307;
  private static final int MOST_PROBES = 16;
  private static final int LONGEST_PROBED = 200;

  private TextPieces() {}

  /** Folds the differences that a search ignores. */
  static int[] fold(String text) {
    // Some locales lower-case a Turkish "İ" to "i" and a combining dot, others to a single letter.
    return text.codePoints()
        .filter(letter -> letter != COMBINING_DOT)
        .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
        .toArray();
  }

  /** Reports all pieces within a part of a folded text, some repeatedly. */
  static void of(int[] folded, int from, int to, IntConsumer pieces) {
    for (int i = from; i < to; i++) {
      for (int run = 1; run <= 3 && i + run <= to; run++) {
        tell(piece(folded, i, run), TIMES[run], pieces);
      }
      tellLong(folded, i, to, pieces);
    }
  }

  /** The most selective pieces of a search, the rarest first. */
  static List<Integer> probes(String search) {
    int[] folded = fold(search);
    // A text that contains the search contains its beginning.
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

  /**
   * Reports the long piece that begins here, if it is chosen and does not extend beyond {@code to}.
   */
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

  /** The finalizer of MurmurHash3. */
  private static int mix(int value) {
    int mixed = (value ^ (value >>> 16)) * 0x85EBCA6B;
    mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
    return mixed ^ (mixed >>> 16);
  }
}
