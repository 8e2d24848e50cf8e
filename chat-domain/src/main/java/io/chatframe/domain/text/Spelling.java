package io.chatframe.domain.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one was probably meant to be. */
public final class Spelling {
  private static final int LETTERS_PER_SLIP = 4;
  private static final int MOST_SLIPS = 3;

  private Spelling() {}

  /**
   * The nearest of some names; empty if none is near. Case, hyphens and underscores do not count,
   * and of the rest about one letter in four may be wrong, missing, too many or exchanged with its
   * neighbour.
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

  /** The Damerau-Levenshtein distance in which no part is edited twice. */
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
