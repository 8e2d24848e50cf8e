package io.chatframe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {
  @Test
  void isReadBackFromItsText() {
    var cursor = new Cursor(3, 1_048_576);

    assertThat(Cursor.parse(cursor.toString())).contains(cursor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.",
        ".1",
        "0.1",
        "01.1",
        "1.01",
        "-1.1",
        "1.-1",
        "1.1 ",
        " 1.1",
        "1.1.1",
        "1,1",
        "1.1234567890",
        "1234567.1",
        "1.٣"
      })
  void isNotReadFromAnythingElse(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }
}
