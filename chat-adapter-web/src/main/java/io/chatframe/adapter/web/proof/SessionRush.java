package io.chatframe.adapter.web.proof;

import java.time.Duration;
import java.time.Instant;

/**
 * Recognises that this server is asked for unusually many sessions: more than {@link #MOST} within
 * {@link #WINDOW}, and for {@link #LASTING} after. The addresses do not matter, because a botnet
 * has many. Thread-safe.
 */
final class SessionRush {
  static final Duration WINDOW = Duration.ofSeconds(10);
  static final int MOST = 50;
  static final Duration LASTING = Duration.ofMinutes(5);

  private Instant windowEnd = Instant.MIN;
  private Instant rushEnd = Instant.MIN;
  private int asked;

  /** Counts a request for a session, and returns whether there is a rush. */
  synchronized boolean ask(Instant now) {
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plus(WINDOW);
      asked = 0;
    }
    asked++;
    if (asked > MOST) {
      rushEnd = now.plus(LASTING);
    }
    return now.isBefore(rushEnd);
  }
}
