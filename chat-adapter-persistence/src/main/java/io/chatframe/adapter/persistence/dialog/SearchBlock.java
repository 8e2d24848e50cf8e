package io.chatframe.adapter.persistence.dialog;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A Bloom filter of a run of messages: one bit per {@linkplain TextPieces piece}, at the piece's
 * number modulo the number of bits. About a third of the bits is set.
 */
final class SearchBlock {
  /** The number of pieces that fills a block; the next part of a text begins another. */
  private static final int PIECES = 4_000;

  /** The most code points of a text in one block, so that a long message has several. */
  private static final int PART = 1_000;

  /**
   * The overlap of parts; only the first {@code OVERLAP} code points of a longer search are probed.
   */
  private static final int OVERLAP = 200;

  /** The least size of a full block. */
  static final int FULL_BYTES = PIECES * 3 / 10;

  private static final int FEWEST_BYTES = 16;
  private static final int MOST_BYTES = 1_536;

  private final int firstSeq;
  private final int lastSeq;
  private final byte[] bits;

  private SearchBlock(int firstSeq, int lastSeq, byte[] bits) {
    this.firstSeq = firstSeq;
    this.lastSeq = lastSeq;
    this.bits = bits;
  }

  int firstSeq() {
    return firstSeq;
  }

  int lastSeq() {
    return lastSeq;
  }

  byte[] bits() {
    return bits.clone();
  }

  /** A message to be searched for. */
  record Searched(int seq, String text) {}

  /** Builds the blocks of a run of messages, in order. */
  static List<SearchBlock> of(List<Searched> texts) {
    var builder = new Builder();
    texts.forEach(builder::add);
    return builder.finish();
  }

  /** SQL condition that a block with these bits may contain a text with all these pieces. */
  static String mayContain(String bits, List<Integer> pieces) {
    var sql = new StringBuilder("true");
    for (int piece : pieces) {
      sql.append(" AND get_bit(%1$s, %2$d %% (octet_length(%1$s) * 8)) = 1".formatted(bits, piece));
    }
    return sql.toString();
  }

  /** Not thread-safe. */
  private static final class Builder {
    private final List<SearchBlock> blocks = new ArrayList<>();
    private final BitSet pieces = new BitSet(TextPieces.KINDS);
    private int count;
    private int first;
    private int last;

    void add(Searched text) {
      int[] folded = TextPieces.fold(text.text());
      int from = 0;
      do {
        int to = Math.min(from + PART, folded.length);
        first = first == 0 ? text.seq() : first;
        last = text.seq();
        TextPieces.of(folded, from, to, this::add);
        if (count >= PIECES) {
          close();
        }
        from += PART - OVERLAP;
      } while (from + OVERLAP < folded.length);
    }

    private void add(int piece) {
      if (!pieces.get(piece)) {
        pieces.set(piece);
        count++;
      }
    }

    private void close() {
      // 2.4 bits for each piece.
      byte[] bits = new byte[Math.clamp(count * 3L / 10, FEWEST_BYTES, MOST_BYTES)];
      pieces.stream()
          .map(piece -> piece % (bits.length * 8))
          .forEach(at -> {
            bits[at / 8] |= (byte) (1 << (at % 8));
          });
      blocks.add(new SearchBlock(first, last, bits));
      pieces.clear();
      count = 0;
      first = 0;
    }

    List<SearchBlock> finish() {
      if (first > 0) {
        close();
      }
      return blocks;
    }
  }
}
