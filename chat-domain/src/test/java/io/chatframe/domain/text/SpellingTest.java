package io.chatframe.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpellingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "temperature",
        "Temp-era_ture",
        "temprature",
        "temperatuure",
        "temperatire",
        "tempreature",
        "etmperature",
        "temperatuer",
        "temperatu",
        "xxtemperature"
      })
  void findsAWordThatIsUpToTwoSlipsOfElevenLettersAway(String word) {
    assertThat(Spelling.nearest(word, List.of("model", "temperature"))).hasValue("temperature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"temperat", "tempexxxure", "tempxxxture"})
  void findsNothingForThreeSlipsInElevenLetters(String word) {
    assertThat(Spelling.nearest(word, List.of("temperature"))).isEmpty();
  }

  @Test
  void allowsOneSlipInAShortWordAndThreeInALongOne() {
    assertThat(Spelling.nearest("ab", List.of("a"))).hasValue("a");
    assertThat(Spelling.nearest("abc", List.of("xyc"))).isEmpty();
    assertThat(Spelling.nearest("abcdefgh", List.of("abcdefxy"))).hasValue("abcdefxy");
    assertThat(Spelling.nearest("abcdefg", List.of("abcdexy"))).isEmpty();
    assertThat(Spelling.nearest("a".repeat(40), List.of("a".repeat(37)))).hasValue("a".repeat(37));
    assertThat(Spelling.nearest("a".repeat(40), List.of("a".repeat(36)))).isEmpty();
  }

  @Test
  void prefersTheNearestNameAndOfTwoEquallyNearTheAlphabeticallyFirst() {
    assertThat(Spelling.nearest("temperatur", List.of("temperate", "temperature")))
        .hasValue("temperature");
    assertThat(Spelling.nearest("cat", List.of("rat", "bat"))).hasValue("bat");
  }

  @Test
  void countsAnExchangeOfNeighboursOnceOnly() {
    assertThat(Spelling.nearest("ba", List.of("ab"))).hasValue("ab");
    assertThat(Spelling.nearest("badcfe", List.of("abcdef"))).isEmpty();
    assertThat(Spelling.nearest("ca", List.of("abc"))).isEmpty();
  }
}
