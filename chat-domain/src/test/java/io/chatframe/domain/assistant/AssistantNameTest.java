package io.chatframe.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AssistantNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"default", "a", "7", "shop-help-2"})
  void isFitForAUrlAndAFileName(String name) {
    assertThat(new AssistantName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a/b", "..", "ä", "a b", "a\n"})
  void isNothingElse(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AssistantName(name));
  }

  @Test
  void isNotLongerThanADnsLabel() {
    assertThat(AssistantName.isValid("a".repeat(63))).isTrue();
    assertThat(AssistantName.isValid("a".repeat(64))).isFalse();
  }
}
