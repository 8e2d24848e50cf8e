package io.chatframe.benchmark.database.filling;

import java.util.HexFormat;

/** Texts and search filters made of pseudo-random words, common ones more often. */
public final class GeneratedText {
  /** In the text of about one message of two thousand. */
  public static final String RARE = "zephyr";

  /** In no text. */
  public static final String ABSENT = "qxzywk";

  private static final String[] WORDS = words();
  private static final int BLOCK_BYTES = 1_200;

  private GeneratedText() {}

  private static String[] words() {
    String[] syllables = {
      "ba", "den", "ko", "ri", "sal", "tu", "me", "nor", "pi", "lan", "ge", "vo", "ster", "ha"
    };
    var words = new String[3_000];
    for (int i = 0; i < words.length; i++) {
      long random = SplitMix.mix(i);
      var word = new StringBuilder();
      for (int n = 0; n < 1 + i % 3 + (i > 100 ? 1 : 0); n++) {
        word.append(syllables[(int) Math.floorMod(random >> (n * 8), (long) syllables.length)]);
      }
      words[i] = word.toString();
    }
    return words;
  }

  /** A text of this many words. */
  public static String of(long random, int count) {
    var text = new StringBuilder(count * 7);
    for (int i = 0; i < count; i++) {
      double unit = SplitMix.unit(random, i);
      text.append(i == 0 ? "" : " ").append(WORDS[(int) (unit * unit * unit * WORDS.length)]);
    }
    if (SplitMix.unit(random, -1) < 0.0005) {
      text.append(' ').append(RARE);
    }
    return text.toString();
  }

  /** A search block as PostgreSQL's COPY reads it, with a third of its bits set. */
  public static String bits(long random, int characters) {
    var bits = new byte[Math.clamp(characters / 6, 16, BLOCK_BYTES)];
    for (int i = 0; i < bits.length; i++) {
      long word = SplitMix.mix(random + i);
      bits[i] = (byte) (word & ((word >> 8) | (word >> 16)));
    }
    return "\\\\x" + HexFormat.of().formatHex(bits);
  }
}
