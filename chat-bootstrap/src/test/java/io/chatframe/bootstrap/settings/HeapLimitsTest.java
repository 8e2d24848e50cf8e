package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapLimitsTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void leavesTheDefaultsOfALargeHeap() {
    assertThat(HeapLimits.of(2_560 * MEBIBYTE)).isEmpty();
  }

  @Test
  void lowersOnlyTheStreamsOfAMediumHeap() {
    assertThat(HeapLimits.of(1_536 * MEBIBYTE)).containsOnlyKeys("chat.web.max-streams");
  }

  @Test
  void lowersBothOfASmallHeap() {
    assertThat(HeapLimits.of(256 * MEBIBYTE))
        .containsEntry("chat.max-live-replies", "374")
        .containsEntry("chat.web.max-streams", "749");
  }

  @Test
  void allowsOneInAnyCase() {
    assertThat(HeapLimits.of(16 * MEBIBYTE))
        .containsEntry("chat.max-live-replies", "1")
        .containsEntry("chat.web.max-streams", "1");
  }
}
