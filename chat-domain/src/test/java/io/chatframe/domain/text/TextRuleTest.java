package io.chatframe.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextRuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\u0001", "\uFFFF", "a🙂", "🙂🙂b"})
  void storesEverythingThatComesBackUnchanged(String text) {
    assertThat(TextRule.isStorable(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0000", "a\u0000b", "\uD83D", "a\uD83D", "\uD83Da", "\uDE00", "🙂\uDE00"})
  void refusesNulAndHalvesOfCharacters(String text) {
    assertThat(TextRule.isStorable(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t\n",
        "\u00A0\u2028\u2029",
        "\u200B\u200D\uFEFF",
        "\u115F\u1160\u3164\uFFA0",
        "\u2800\u034F",
        "\uFE00\uFE0F",
        "\uFE07"
      })
  void treatsInvisibleTextAsBlank(String text) {
    assertThat(TextRule.isBlank(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", ".", " 🙂 ", "\uFE10", "\uFDFD", "\u0301", "\u1161", "\u3165"})
  void treatsVisibleTextAsText(String text) {
    assertThat(TextRule.isBlank(text)).isFalse();
  }

  @Test
  void looksPastInvisibleCharacters() {
    assertThat(TextRule.isBlank("\u200B\uFE0F x")).isFalse();
  }
}
