package io.chatframe.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScenarioTest {
  @ParameterizedTest
  @ValueSource(strings = {"smooth", "fast", "bursts", "smoke"})
  void spreadsTokensEvenlyOverTheTimeBetweenTwoBursts(String name) {
    Scenario scenario = Scenario.of(name);
    long interval = scenario.shape().intervalMicros() * 1_000L;

    int[] tenths = new int[10];
    IntStream.range(0, scenario.clients())
        .mapToLong(scenario::beginNanos)
        .forEach(begin -> tenths[(int) (begin % interval * 10 / interval)]++);

    int most = Arrays.stream(tenths).max().orElseThrow();
    assertThat(most).isLessThanOrEqualTo(scenario.clients() / 5);
  }

  @Test
  void beginsAnswersOneAfterTheOther() {
    Scenario smooth = Scenario.of("smooth");

    assertThat(smooth.beginNanos(0)).isZero();
    assertThat(smooth.beginNanos(150)).isBetween(5_000_000_000L, 5_050_000_000L);
  }
}
