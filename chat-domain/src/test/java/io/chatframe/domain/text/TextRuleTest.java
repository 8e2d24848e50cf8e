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

  @ParameterizedTest
  @ValueSource(strings = {"", "a\r\n\tb", "\u200F\u05D0\u200E", "\u0645\u0631", "e\u0301 🙂"})
  void takesOrdinaryTextOfAnyDirectionAsPlain(String text) {
    assertThat(TextRule.isPlain(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\uD83D",
        "\u0007",
        "\u001B[31m",
        "\u007F",
        "\u0085",
        "\u202Egpj.exe",
        "a\u2066",
        "\u2069"
      })
  void takesControlsAndTurnsOfDirectionAsNotPlain(String text) {
    assertThat(TextRule.isPlain(text)).isFalse();
  }

  @Test
  void makesOneLineOfAText() {
    assertThat(TextRule.line(" a\n\u2028b\u001B \u202Ec\u2066d\t")).isEqualTo("a b cd");
    assertThat(TextRule.isPlain(TextRule.line("\u0007\u202A\u0085x"))).isTrue();
  }

  @Test
  void looksPastInvisibleCharacters() {
    assertThat(TextRule.isBlank("\u200B\uFE0F x")).isFalse();
  }
}
