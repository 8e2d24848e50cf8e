package io.chatframe.adapter.llm.answer;

/**
 * Joins a continuation to its prefix. Providers that refuse white space at a prefix's end get the
 * prefix without it; models then often begin with that white space again, which is dropped here,
 * across as many pieces as it takes.
 */
public final class Seam {
  private final String sent;
  private final String dropped;
  private int repeated;
  private boolean passed;

  private Seam(String sent, String dropped) {
    this.sent = sent;
    this.dropped = dropped;
  }

  public static Seam of(String prefix, boolean stripped) {
    String sent = stripped ? prefix.stripTrailing() : prefix;
    return new Seam(sent, prefix.substring(sent.length()));
  }

  /** The prefix as the provider accepts it. */
  public String sent() {
    return sent;
  }

  /** Returns the next piece without repeated white space; may be empty. */
  public String mend(String piece) {
    int from = 0;
    while (!passed && from < piece.length()) {
      passed = repeated == dropped.length() || piece.charAt(from) != dropped.charAt(repeated);
      if (!passed) {
        repeated++;
        from++;
      }
    }
    return piece.substring(from);
  }
}
