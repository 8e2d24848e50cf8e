package io.chatframe.benchmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FamilyTest {
  @Test
  void readsFieldsBehindACommandWithSpacesAndParentheses() {
    String stat = "4242 (a (strange) name) S 1 4242 4242 0 -1 4194560 100 0 0 0 25 17 3 4 20 0";

    assertThat(Family.sum(stat, 11, 12)).isEqualTo(42);
    assertThat(Family.sum(stat, 13, 14)).isEqualTo(7);
  }
}
