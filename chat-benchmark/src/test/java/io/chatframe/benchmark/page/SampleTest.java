package io.chatframe.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SampleTest {
  @ParameterizedTest
  @EnumSource(PageCase.class)
  void isAsLongAsAskedForAndAlwaysTheSame(PageCase kind) {
    Sample sample = kind.sample(20_000);

    assertThat(sample.markdown().length()).isBetween(20_000, 22_500);
    assertThat(sample).isEqualTo(kind.sample(20_000));
  }

  @ParameterizedTest
  @EnumSource(PageCase.class)
  void comesInPieces(PageCase kind) {
    Sample sample = kind.sample(1_000);

    assertThat(String.join("", sample.pieces(7))).isEqualTo(sample.markdown());
    assertThat(sample.pieces(7)).allMatch(piece -> piece.length() <= 7);
  }

  @Test
  void isOneParagraph() {
    assertThat(Sample.paragraph(5_000).markdown()).doesNotContain("\n");
  }

  @Test
  void isOneBlockOfCode() {
    Sample sample = Sample.code(5_000);

    assertThat(sample.markdown()).isEqualTo("```java\n" + sample.shown() + "```\n\n");
  }

  @Test
  void hasEverythingThatAnswersAreMadeOf() {
    assertThat(Sample.mixed(1).markdown())
        .contains("## ", "\n- **", "\n1. **", "\n|---|", "```java\n", "\n> ", "](https://");
  }

  @Test
  void showsNoMarks() {
    assertThat(Sample.mixed(1).shown()).doesNotContain("##", "|", "`", "](");
  }
}
