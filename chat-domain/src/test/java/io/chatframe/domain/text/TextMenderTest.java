package io.chatframe.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextMenderTest {
  @Test
  void leavesStorableTextAsItIsHoweverItIsSplit() {
    String whole = "a🙂ü\uD83D\uDE00\uFFFF z";
    for (int split = 0; split <= whole.length(); split++) {
      var mender = new TextMender();

      String mended = mender.mend(whole.substring(0, split)) + mender.mend(whole.substring(split));

      assertThat(mended + mender.end()).isEqualTo(whole);
    }
  }

  @Test
  void makesAnyTextStorableHoweverItIsSplit() {
    var random = new Random(7);
    char[] units = {'a', '\u0000', '\uD83D', '\uDE00', '\uFFFD', '\n'};
    for (int round = 0; round < 2_000; round++) {
      var raw = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        raw.append(units[random.nextInt(units.length)]);
      }
      var whole = new TextMender();
      var pieces = new TextMender();
      var mendedInPieces = new StringBuilder();

      String mended = whole.mend(raw.toString()) + whole.end();
      raw.chars().forEach(unit -> mendedInPieces.append(pieces.mend(String.valueOf((char) unit))));
      mendedInPieces.append(pieces.end());

      assertThat(TextRule.isStorable(mended)).isTrue();
      assertThat(mendedInPieces.toString()).isEqualTo(mended);
      assertThat(mended).hasSameSizeAs(raw);
    }
  }
}
