package io.chatframe.application.reply;

import io.chatframe.domain.port.metric.AttemptPace;
import java.time.Duration;
import java.util.Optional;

/** Measures the pace of one attempt, without allocating for a piece. For the attempt's thread. */
final class PaceMeter {
  private final long started;
  private long first;
  private long last;
  private long longestGap;
  private long pieces;

  PaceMeter(long started) {
    this.started = started;
  }

  /** A piece came at this time, on the clock of the start. */
  void piece(long now) {
    if (pieces++ == 0) {
      first = now;
    } else if (now - last > longestGap) {
      longestGap = now - last;
    }
    last = now;
  }

  /** Empty if no piece came. */
  Optional<AttemptPace> pace() {
    return pieces == 0
        ? Optional.empty()
        : Optional.of(
            new AttemptPace(
                Duration.ofNanos(first - started), Duration.ofNanos(longestGap), pieces));
  }
}
