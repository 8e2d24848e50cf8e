package io.chatframe.adapter.llm.request;

import io.chatframe.domain.port.llm.LlmFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before a request is sent again, and when to give up. */
public final class Backoff {
  static final int RETRIES = 2;
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST_ASKED_FOR = Duration.ofSeconds(10);
  static final Duration ALL_IN_ALL = Duration.ofSeconds(30);

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait before the next retry; empty to give up.
   *
   * @param made retries made so far
   * @param elapsed since the first request began
   */
  Optional<Duration> before(int made, LlmFailure failure, Duration elapsed) {
    Duration asked = askedFor(failure);
    if (made >= RETRIES || asked.compareTo(LONGEST_ASKED_FOR) > 0) {
      return Optional.empty();
    }
    Duration wait = asked.plus(jittered(FIRST.multipliedBy(1L << made)));
    return elapsed.plus(wait).compareTo(ALL_IN_ALL) > 0 ? Optional.empty() : Optional.of(wait);
  }

  /** The wait for a model that is still loading, after {@code asked} earlier waits. */
  Duration whileLoading(int asked) {
    return jittered(FIRST.multipliedBy(1L << Math.min(asked, 2)));
  }

  /** Between half and all of it, so that clients refused together do not retry together. */
  private Duration jittered(Duration wait) {
    long half = wait.toNanos() / 2;
    return Duration.ofNanos(half + random.nextLong(half + 1));
  }

  private static Duration askedFor(LlmFailure failure) {
    if (failure instanceof LlmFailure.RateLimited(Optional<Duration> after)) {
      return after.orElse(Duration.ZERO);
    }
    return failure instanceof LlmFailure.Overloaded(Optional<Duration> after)
        ? after.orElse(Duration.ZERO)
        : Duration.ZERO;
  }
}
