package io.chatframe.adapter.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.settings.ProviderProperties;
import io.chatframe.adapter.llm.settings.ProviderReader;
import io.chatframe.adapter.llm.testkit.Adapters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
  private static final Provider PROVIDER =
      new ProviderReader(
              Adapters.SETTINGS,
              "default",
              new ProviderProperties(
                  "openai",
                  "http://127.0.0.1:1",
                  "sk-canary-4711",
                  Map.of(
                      "X-Auth-Token", "Bearer headercanary",
                      "Ocp-Apim-Subscription-Key", "subscribed0815",
                      "X-Title", "overloaded_error"),
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null))
          .read();

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
  void isTheKeyAndWhatHeadersCarryInItsPlace(String word) {
    assertThat(PROVIDER.credentials().secret().isToldBy(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overloaded_error", "Bearer", "4711", "insufficient_quota", ""})
  void isNoOtherWord(String word) {
    assertThat(PROVIDER.credentials().secret().isToldBy(word)).isFalse();
  }

  @Test
  void isNotPrintedAndNeverEmpty() {
    assertThat(PROVIDER.credentials().secret().toString()).isEqualTo("Secret[3]");
    assertThat(new Secret(List.of("", " ")).isToldBy("word")).isFalse();
  }
}
