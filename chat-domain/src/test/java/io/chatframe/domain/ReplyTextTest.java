package io.chatframe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReplyTextTest {
  private final ReplyText whole = new ReplyText("abc", "defg");

  @Test
  void countsReasoningAndText() {
    assertThat(whole.length()).isEqualTo(7);
    assertThat(whole.isEmpty()).isFalse();
    assertThat(new ReplyText("", "d").isEmpty()).isFalse();
    assertThat(ReplyText.EMPTY.isEmpty()).isTrue();
  }

  @Test
  void isCutAtAnyPosition() {
    assertThat(whole.upTo(0)).isEqualTo(ReplyText.EMPTY);
    assertThat(whole.upTo(2)).isEqualTo(new ReplyText("ab", ""));
    assertThat(whole.upTo(3)).isEqualTo(new ReplyText("abc", ""));
    assertThat(whole.upTo(5)).isEqualTo(new ReplyText("abc", "de"));
    assertThat(whole.upTo(7)).isEqualTo(whole);
  }

  @Test
  void continuesFromAnyPosition() {
    assertThat(whole.from(0)).isEqualTo(whole);
    assertThat(whole.from(2)).isEqualTo(new ReplyText("c", "defg"));
    assertThat(whole.from(3)).isEqualTo(new ReplyText("", "defg"));
    assertThat(whole.from(5)).isEqualTo(new ReplyText("", "fg"));
    assertThat(whole.from(7)).isEqualTo(ReplyText.EMPTY);
  }
}
