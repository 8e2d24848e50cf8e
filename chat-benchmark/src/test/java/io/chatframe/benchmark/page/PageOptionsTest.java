package io.chatframe.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PageOptionsTest {
  @Test
  void measuresEverythingUnlessToldOtherwise() {
    PageOptions options = PageOptions.of();

    assertThat(options.cases()).containsExactly(PageCase.values());
    assertThat(options.length()).isEqualTo(20_480);
    assertThat(options.rate()).isEqualTo(100);
    assertThat(options.profile()).isFalse();
  }

  @Test
  void readsArguments() {
    PageOptions options =
        PageOptions.of("--cases", "code,long-dialog", "--rate", "50", "--profile");

    assertThat(options.cases()).containsExactly(PageCase.CODE, PageCase.LONG_DIALOG);
    assertThat(options.rate()).isEqualTo(50);
    assertThat(options.profile()).isTrue();
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> PageOptions.of("--cases", "prose"))
        .hasMessageContaining("long-dialog");
    assertThatThrownBy(() -> PageOptions.of("--rate", "x")).hasMessageContaining("--rate");
    assertThatThrownBy(() -> PageOptions.of("--rate")).hasMessageContaining("--rate");
    assertThatThrownBy(() -> PageOptions.of("--what")).hasMessageContaining("--what");
  }
}
