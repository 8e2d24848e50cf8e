package io.chatframe.adapter.llm.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.refusal.ProviderStatus;
import io.chatframe.domain.port.llm.LlmFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final LlmFailure DOWN = new LlmFailure.Unavailable("status 500");

  private final Backoff backoff = new Backoff(new SplittableRandom(7));

  @Test
  void waitsLongerBeforeTheSecondRetryAndThenGivesUp() {
    assertThat(backoff.before(0, DOWN, Duration.ZERO))
        .hasValueSatisfying(
            w -> assertThat(w).isBetween(Duration.ofMillis(250), Duration.ofMillis(500)));
    assertThat(backoff.before(1, DOWN, Duration.ZERO))
        .hasValueSatisfying(
            w -> assertThat(w).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1)));
    assertThat(backoff.before(0, DOWN, Duration.ZERO))
        .isNotEqualTo(backoff.before(0, DOWN, Duration.ZERO));
    assertThat(backoff.before(2, DOWN, Duration.ZERO)).isEmpty();
  }

  @Test
  void waitsAsLongAsAskedUpToTenSeconds() {
    assertThat(backoff.before(0, limited(10), Duration.ZERO))
        .hasValueSatisfying(w -> assertThat(w).isGreaterThan(Duration.ofSeconds(10)));
    assertThat(backoff.before(0, limited(11), Duration.ZERO)).isEmpty();
  }

  @Test
  void givesUpAfterThirtySecondsInTotal() {
    assertThat(backoff.before(1, limited(9), Duration.ofSeconds(19))).isPresent();
    assertThat(backoff.before(1, limited(9), Duration.ofSeconds(21))).isEmpty();
  }

  @Test
  void readsBothFormsOfRetryAfter() {
    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    assertThat(ProviderStatus.retryAfter(" 7 ", now)).contains(Duration.ofSeconds(7));
    assertThat(ProviderStatus.retryAfter("Sun, 22 Nov 2026 12:00:09 GMT", now))
        .contains(Duration.ofSeconds(9));
    assertThat(ProviderStatus.retryAfter("Sun, 22 Nov 2026 11:00:00 GMT", now))
        .contains(Duration.ZERO);
    assertThat(ProviderStatus.retryAfter("soon", now)).isEmpty();
    assertThat(ProviderStatus.retryAfter("-1", now)).isEmpty();
    assertThat(ProviderStatus.retryAfter("99999999999999999999", now)).isEmpty();
    assertThat(ProviderStatus.retryAfter(null, now)).isEmpty();
  }

  private static LlmFailure limited(int seconds) {
    return new LlmFailure.RateLimited(Optional.of(Duration.ofSeconds(seconds)));
  }
}
