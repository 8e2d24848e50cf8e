package io.chatframe.adapter.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtraBodyTest {
  @Test
  void keepsNumbersAndOrderAndPrefersTheModel() {
    ExtraBody body =
        ExtraBody.parse("s", "{\"top_p\": 0.9, \"n_probs\": 12345678901234567890, \"a\": null}")
            .with(ExtraBody.parse("s", "{\"a\": [1, \"ü\"]}"));

    assertThat(body.fields())
        .containsExactly(
            Map.entry("top_p", "0.9"),
            Map.entry("n_probs", "12345678901234567890"),
            Map.entry("a", "[1,\"ü\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\": []}",
        "{\"top_p\": 1, \"stream\": false}",
        "{\"model\": \"secret-canary\"}",
        "[1]",
        "secret-canary",
        "{\"a\": 1",
        "{\"a\": 1} {\"b\": 2}",
        "{\"a\": 1, \"a\": 2}",
        "{a: 1}"
      })
  void refusesAnythingButAnObjectOfAdditionalFields(String text) {
    assertThatThrownBy(() -> ExtraBody.parse("LLM_EXTRA_BODY (chat.llm.extra-body)", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("LLM_EXTRA_BODY (chat.llm.extra-body) ")
        .hasMessageContaining("Allowed is a JSON object")
        .hasMessageNotContaining("canary");
  }
}
