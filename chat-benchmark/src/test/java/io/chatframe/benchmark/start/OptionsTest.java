package io.chatframe.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class OptionsTest {
  /** Any file that is there. */
  private static final String JAR = "pom.xml";

  @Test
  void readsPartsAndNumbers() {
    Options options =
        Options.parse("--parts", "starts,limits", "--rounds", "2", "--only", "G1", "--jar", JAR);

    assertThat(options.parts()).containsExactly("starts", "limits");
    assertThat(options.only().matcher("2 CPU, G1, jar").find()).isTrue();
    assertThat(options.rounds()).isEqualTo(2);
    assertThat(options.heap()).isEqualTo(256);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse("--round", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown argument --round");
    assertThatThrownBy(() -> Options.parse("--parts", "stops"))
        .hasMessageContaining("There is no part stops");
    assertThatThrownBy(() -> Options.parse("--rounds", "two"))
        .hasMessage("--rounds needs a number from 1");
    assertThatThrownBy(() -> Options.parse("--rounds", "0"))
        .hasMessage("--rounds needs a number from 1");
    assertThatThrownBy(() -> Options.parse("--jar", "none.jar"))
        .hasMessage("There is no jar none.jar; build it first.");
  }
}
