package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.limit.RateKey;
import io.chatframe.domain.limit.RateScope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of every {@link RateRepository}. */
public abstract class RateRepositoryContract {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RateKey key = key();

  protected abstract RateRepository rates();

  @Test
  void addsUpWhatAllHaveAdded() {
    assertIsAbout(rates().exchange(Map.of(key, HOUR)).get(key), HOUR);
    assertIsAbout(rates().exchange(Map.of(key, HOUR)).get(key), HOUR.multipliedBy(2));
    assertIsAbout(rates().exchange(Map.of(key, Duration.ZERO)).get(key), HOUR.multipliedBy(2));
  }

  @Test
  void keepsSubjectsAndScopesApart() {
    var otherScope = new RateKey(RateScope.SESSIONS_PER_ADDRESS, key.subject());
    rates().exchange(Map.of(key, HOUR));

    Map<RateKey, Duration> counts =
        rates().exchange(Map.of(key(), HOUR.multipliedBy(5), otherScope, HOUR.multipliedBy(9)));

    assertThat(counts).hasSize(2);
    assertIsAbout(counts.get(otherScope), HOUR.multipliedBy(9));
    assertIsAbout(rates().exchange(Map.of(key, HOUR)).get(key), HOUR.multipliedBy(2));
  }

  @Test
  void startsAgainFromNothingOnceACountHasRunOut() {
    rates().exchange(Map.of(key, Duration.ofNanos(1_000)));

    assertIsAbout(rates().exchange(Map.of(key, HOUR)).get(key), HOUR);
  }

  @Test
  void losesNothingWhenManyAddToTheSameKeysInAnyOrder() {
    RateKey other = key();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 80; i++) {
        var added = new HashMap<>(Map.of(key, HOUR, other, HOUR));
        threads.execute(() -> rates().exchange(added));
      }
    }

    Map<RateKey, Duration> counts =
        rates().exchange(Map.of(key, Duration.ZERO, other, Duration.ZERO));
    assertIsAbout(counts.get(key), HOUR.multipliedBy(80));
    assertIsAbout(counts.get(other), HOUR.multipliedBy(80));
  }

  private static RateKey key() {
    return new RateKey(RateScope.MESSAGES_PER_VISITOR, UUID.randomUUID().toString());
  }

  private static void assertIsAbout(@Nullable Duration count, Duration expected) {
    assertThat(count).isBetween(expected.minusMinutes(2), expected);
  }
}
