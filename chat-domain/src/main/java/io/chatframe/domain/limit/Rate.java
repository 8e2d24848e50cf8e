package io.chatframe.domain.limit;

import java.time.Duration;

/**
 * So many uses in each period. A burst may take them all at once; they come back one by one, evenly
 * over the period.
 *
 * @param permits at least one
 * @param period longer than zero
 */
public record Rate(int permits, Duration period) {
  public Rate {
    if (permits < 1 || !period.isPositive()) {
      throw new IllegalArgumentException("A rate has at least one use in a period above zero");
    }
  }

  /** The time after which one use comes back. */
  public Duration spacing() {
    return period.dividedBy(permits);
  }
}
