package io.chatframe.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TokenUsageTest {
  @Test
  void addsEachKindByItself() {
    var one = new TokenUsage(1, 2, 3, 4, 5, false);
    var other = new TokenUsage(10, 20, 30, 40, 50, false);

    assertThat(one.plus(other)).isEqualTo(new TokenUsage(11, 22, 33, 44, 55, false));
  }

  @Test
  void isAnEstimateWhenEitherPartIs() {
    var counted = new TokenUsage(1, 0, 0, 0, 0, false);
    var estimated = new TokenUsage(1, 0, 0, 0, 0, true);

    assertThat(counted.plus(estimated).estimated()).isTrue();
    assertThat(estimated.plus(counted).estimated()).isTrue();
    assertThat(counted.plus(counted).estimated()).isFalse();
  }

  @Test
  void countsFromZero() {
    assertThat(new TokenUsage(0, 0, 0, 0, 0, false).output()).isZero();
    for (int kind = 0; kind < 5; kind++) {
      long[] tokens = new long[5];
      tokens[kind] = -1;
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new TokenUsage(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], false));
    }
  }
}
