package io.chatframe.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CpuTimeTest {
  private static final String STAT =
      """
      cpu  110 0 60 800 50 1 2 3 9 0
      cpu0 100 0 50 800 50 1 2 3 9 0
      cpu1 10 0 10 0 0 0 0 0 0 0
      cpu10 7000 0 0 0 0 0 0 0 0 0
      """;

  @Test
  void countsAllButIdleTimesAndGuests() {
    assertThat(CpuTime.busyMicros(STAT, "0")).isEqualTo(1_560_000);
  }

  @Test
  void addsCpus() {
    assertThat(CpuTime.busyMicros(STAT, "0,1")).isEqualTo(1_760_000);
  }
}
