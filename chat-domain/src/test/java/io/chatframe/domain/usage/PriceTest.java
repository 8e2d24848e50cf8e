package io.chatframe.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class PriceTest {
  private static final Price CLAUDE =
      new Price(
          new BigDecimal("3"),
          new BigDecimal("0.3"),
          new BigDecimal("3.75"),
          new BigDecimal("15"),
          "USD");

  @Test
  void chargesWhatWasReadFromAndWrittenToTheCacheAtPricesOfTheirOwn() {
    var usage = new TokenUsage(10_000, 7_000, 2_000, 100, 0, false);

    assertThat(CLAUDE.of(usage)).isEqualTo(new Money(3_000 + 2_100 + 7_500 + 1_500, "USD"));
  }

  @Test
  void roundsHalfAMillionthUpOnce() {
    assertThat(CLAUDE.of(new TokenUsage(5, 5, 0, 0, 0, false))).isEqualTo(new Money(2, "USD"));
    assertThat(CLAUDE.of(new TokenUsage(2, 0, 2, 0, 0, false))).isEqualTo(new Money(8, "USD"));
    assertThat(CLAUDE.of(new TokenUsage(6, 1, 2, 0, 0, false))).isEqualTo(new Money(17, "USD"));
  }

  @Test
  void chargesNoTokenTwiceIfAProviderCountsInconsistently() {
    assertThat(CLAUDE.of(new TokenUsage(10, 8, 8, 0, 0, false)))
        .isEqualTo(CLAUDE.of(new TokenUsage(10, 8, 2, 0, 0, false)));
  }

  @Test
  void mayBeZeroButNotBelow() {
    BigDecimal zero = BigDecimal.ZERO;
    BigDecimal below = new BigDecimal("-0.01");

    assertThat(new Price(zero, zero, zero, zero, "USD").of(new TokenUsage(9, 0, 0, 9, 0, false)))
        .isEqualTo(new Money(0, "USD"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Price(below, zero, zero, zero, "USD"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Price(zero, below, zero, zero, "USD"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Price(zero, zero, below, zero, "USD"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Price(zero, zero, zero, below, "USD"));
  }
}
