package io.chatframe.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class OptionsTest {
  @Test
  void readsBothFormsOfAnArgument() {
    Options options = Options.of("--rounds", "1", "--shapes=short,rush");

    assertThat(options.rounds()).isEqualTo(1);
    assertThat(options.scenarios()).extracting(Scenario::name).containsExactly("short", "rush");
  }

  @Test
  void measuresDirectFirstInAnyCase() {
    assertThat(Options.of("--contestants", "chatframe").contestants())
        .containsExactly("direct", "chatframe");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.of("--warmup", "3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not understood: --warmup");
    assertThatThrownBy(() -> Options.of("--contestants", "apache"))
        .hasMessageContaining("There is no contestant apache");
  }
}
