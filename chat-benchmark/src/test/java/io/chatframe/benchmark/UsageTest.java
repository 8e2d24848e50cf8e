package io.chatframe.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UsageTest {
  @Test
  void countsWhatACpuDidBesidesBeingIdle() {
    String before =
        "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\ncpu1 100 0 50 800 50 0 0 0 0 0\n";
    String after =
        "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\ncpu1 160 0 60 820 60 0 0 0 60 0\n";

    double percent = Usage.Ticks.of(after, "cpu1").percentSince(Usage.Ticks.of(before, "cpu1"));

    assertThat(percent).isEqualTo(70);
  }
}
