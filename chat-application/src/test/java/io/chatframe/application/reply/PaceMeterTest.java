package io.chatframe.application.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.port.metric.AttemptPace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceMeterTest {
  private final PaceMeter meter = new PaceMeter(1_000);

  @Test
  void hasNoPaceWithoutAPiece() {
    assertThat(meter.pace()).isEmpty();
  }

  @Test
  void hasNoGapWithOnePiece() {
    meter.piece(1_400);

    assertThat(meter.pace()).contains(new AttemptPace(Duration.ofNanos(400), Duration.ZERO, 1));
  }

  @Test
  void keepsTheLongestGapBetweenPieces() {
    meter.piece(1_400);
    meter.piece(1_450);
    meter.piece(1_750);
    meter.piece(1_800);

    assertThat(meter.pace())
        .contains(new AttemptPace(Duration.ofNanos(400), Duration.ofNanos(300), 4));
  }
}
