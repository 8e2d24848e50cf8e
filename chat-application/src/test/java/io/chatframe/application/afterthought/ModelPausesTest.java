package io.chatframe.application.afterthought;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.TestTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ModelPausesTest {
  private final TestTime time = new TestTime();
  private final ModelPauses pauses = new ModelPauses(time);

  @Test
  void pausesAModelAfterFailuresInARowAndLogsItOnce() {
    assertThat(pauses.failed("m")).isFalse();
    assertThat(pauses.failed("m")).isFalse();
    assertThat(pauses.isPaused("m")).isFalse();
    assertThat(pauses.failed("m")).isTrue();
    assertThat(pauses.isPaused("m")).isTrue();
    assertThat(pauses.failed("m")).isFalse();
    assertThat(pauses.isPaused("other")).isFalse();
  }

  @Test
  void retriesAPausedModelNowAndThen() {
    fail(ModelPauses.FAILURES);
    time.advance(ModelPauses.PAUSE.plus(Duration.ofSeconds(1)));
    assertThat(pauses.isPaused("m")).isFalse();

    assertThat(pauses.failed("m")).isTrue();
    assertThat(pauses.isPaused("m")).isTrue();
  }

  @Test
  void forgetsFailuresWithASuccess() {
    fail(ModelPauses.FAILURES - 1);
    pauses.succeeded("m");

    fail(ModelPauses.FAILURES - 1);

    assertThat(pauses.isPaused("m")).isFalse();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      pauses.failed("m");
    }
  }
}
