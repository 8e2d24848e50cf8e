package io.chatframe.domain.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the name that was probably meant by a misspelt one. */
public final class Spelling {
  private static final int LETTERS_PER_SLIP = 4;
  private static final int MOST_SLIPS = 3;

  private Spelling() {}

  /**
   * The nearest of the names; empty if none is near. Ignores case, hyphens and underscores; about
   * one in four of the other letters may be wrong, missing, extra or swapped with its neighbour.
   */
  public static Optional<String> nearest(String word, Collection<String> names) {
    String plain = plain(word);
    int most = Math.clamp(plain.length() / LETTERS_PER_SLIP, 1, MOST_SLIPS);
    return names.stream()
        .filter(name -> slips(plain, plain(name)) <= most)
        .min(
            Comparator.<String>comparingInt(name -> slips(plain, plain(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  /** The optimal string alignment distance: Damerau-Levenshtein without editing any part twice. */
  private static int slips(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
