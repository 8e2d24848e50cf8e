package io.chatframe.application.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventSizeTest {
  private static final int BUDGET = 16 * 1024 - 256;

  /** A character, and the bytes that it takes at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0001 | 6", "001F | 6", "0020 | 1", "0061 | 1", "0022 | 2", "005C | 2", "007F | 1",
        "0080 | 2", "07FF | 2", "0800 | 3", "2027 | 3", "2028 | 6", "2029 | 6", "FFFD | 3",
        "1F642 | 4"
      })
  void countsWhatACharacterTakes(String character, int bytes) {
    String one = Character.toString(Integer.parseInt(character, 16));
    int fitting = BUDGET / bytes;

    assertThat(EventSize.fit(new StringBuilder(one.repeat(fitting + 5)), 0))
        .isEqualTo(one.repeat(fitting));
    assertThat(EventSize.fit(new StringBuilder(one.repeat(fitting)), 0))
        .isEqualTo(one.repeat(fitting));
    assertThat(EventSize.fit(new StringBuilder("before").append(one), 6)).isEqualTo(one);
  }
}
