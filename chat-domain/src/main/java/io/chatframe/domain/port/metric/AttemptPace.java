package io.chatframe.domain.port.metric;

import java.time.Duration;

/**
 * How fast a model wrote in one attempt.
 *
 * @param first from the start of the attempt to its first piece of reasoning or text
 * @param longestGap the longest time between two pieces; zero if there is one piece only
 * @param pieces how many pieces came
 */
public record AttemptPace(Duration first, Duration longestGap, long pieces) {
  public AttemptPace {
    if (pieces < 1) {
      throw new IllegalArgumentException("Without a piece there is no pace");
    }
  }
}
