package io.chatframe.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChromiumConditionTest {
  @Test
  void skipsAndSaysHowToInstallChromium() {
    var result = ChromiumCondition.decide(Optional.empty(), false);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason().orElseThrow()).contains("apt-get install -y chromium");
  }

  @Test
  void failsWhereTheTestsAreRequired() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ChromiumCondition.decide(Optional.empty(), true))
        .withMessageContaining("apt-get install -y chromium");
  }
}
