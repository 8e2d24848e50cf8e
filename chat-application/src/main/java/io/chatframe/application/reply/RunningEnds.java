package io.chatframe.application.reply;

import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for the ends of running replies. */
final class RunningEnds {
  private static final Duration ENOUGH_SEEN_WITHIN = Duration.ofMillis(100);

  private final TimeSource time;

  RunningEnds(TimeSource time) {
    this.time = time;
  }

  /** Blocks until all of them have ended, patience runs out, or it is told that it is enough. */
  void await(Duration patience, Collection<Generation> some, BooleanSupplier enough) {
    long until = time.nanos() + patience.toNanos();
    try {
      for (Generation generation : List.copyOf(some)) {
        boolean ended = false;
        while (!ended) {
          long left = TimeUnit.NANOSECONDS.toMillis(until - time.nanos());
          if (left <= 0 || enough.getAsBoolean()) {
            return;
          }
          ended = generation.reply().awaitEnd(Math.min(left, ENOUGH_SEEN_WITHIN.toMillis()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
