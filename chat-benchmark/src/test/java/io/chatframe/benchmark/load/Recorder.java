package io.chatframe.benchmark.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the clients saw, in microseconds. */
public final class Recorder {
  private static final long LONGEST = 600_000_000L;
  private static final int DIGITS = 3;

  private final Map<String, Integer> faults = new TreeMap<>();
  private final Histogram first = new Histogram(LONGEST, DIGITS);
  private final Histogram added = new Histogram(LONGEST, DIGITS);
  private final Histogram gaps = new Histogram(LONGEST, DIGITS);
  private final Histogram whole = new Histogram(LONGEST, DIGITS);
  private long tokens;
  private long messages;

  void first(long micros) {
    first.recordValue(Math.min(micros, LONGEST));
  }

  void token(long addedMicros, long gapMicros) {
    tokens++;
    added.recordValue(Math.clamp(addedMicros, 0, LONGEST));
    if (gapMicros >= 0) {
      gaps.recordValue(Math.min(gapMicros, LONGEST));
    }
  }

  void message(long micros) {
    messages++;
    whole.recordValue(Math.min(micros, LONGEST));
  }

  void fault(String what) {
    faults.merge(what, 1, Integer::sum);
  }

  /**
   * Forgets all figures at the beginning of a window. Faults stay: a token lost in the warm-up is
   * lost, too.
   */
  public void reset() {
    first.reset();
    added.reset();
    gaps.reset();
    whole.reset();
    tokens = 0;
    messages = 0;
  }

  public long tokens() {
    return tokens;
  }

  public long messages() {
    return messages;
  }

  /** What went wrong, and how often. */
  public Map<String, Integer> faults() {
    return new TreeMap<>(faults);
  }

  /** From sending a message to its first token. */
  public double firstMillis(double percentile) {
    return millis(first, percentile);
  }

  /** From the provider's sending of a token to its arrival. */
  public double addedMillis(double percentile) {
    return millis(added, percentile);
  }

  /** Between two tokens of one answer. */
  public double gapMillis(double percentile) {
    return millis(gaps, percentile);
  }

  /** From sending a request to the end of the answer. */
  public double wholeMillis(double percentile) {
    return millis(whole, percentile);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? Double.NaN
        : histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
