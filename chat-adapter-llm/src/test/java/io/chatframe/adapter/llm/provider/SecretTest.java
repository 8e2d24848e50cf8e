package io.chatframe.adapter.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.testkit.Adapters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
  private static final Provider PROVIDER =
      Adapters.provider(
          "default",
          "base-url=http://127.0.0.1:1",
          "api-key=sk-canary-4711",
          "headers[X-Auth-Token]=Bearer headercanary",
          "headers[Ocp-Apim-Subscription-Key]=subscribed0815",
          "headers[X-Title]=overloaded_error");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "sk-canary-4711",
        "key.sk-canary-4711",
        "headercanary",
        "header",
        "subscribed",
        "subscribed0815"
      })
  void containsTheKeyAndTheHeadersThatReplaceIt(String word) {
    assertThat(PROVIDER.credentials().secret().isToldBy(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overloaded_error", "Bearer", "4711", "insufficient_quota", ""})
  void doesNotMatchOtherWords(String word) {
    assertThat(PROVIDER.credentials().secret().isToldBy(word)).isFalse();
  }

  @Test
  void isNotPrintedAndNeverEmpty() {
    assertThat(PROVIDER.credentials().secret().toString()).isEqualTo("Secret[3]");
    assertThat(new Secret(List.of("", " ")).isToldBy("word")).isFalse();
  }
}
