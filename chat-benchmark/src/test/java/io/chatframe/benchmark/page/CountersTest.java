package io.chatframe.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class CountersTest {
  @Test
  void hasWhatTheBrowserCountedSinceBefore() {
    Counters before = Counters.of(counted(1, 10));
    Counters after = Counters.of(counted(3, 15));

    assertThat(after.minus(before)).isEqualTo(new Counters(2, 2, 2, 2, 5));
  }

  @Test
  void refusesABrowserThatDoesNotCount() {
    assertThatThrownBy(() -> Counters.of("{\"metrics\":[]}")).hasMessageContaining("TaskDuration");
  }

  private static String counted(int seconds, int layouts) {
    return """
    {"metrics":[{"name":"Nodes","value":7},{"name":"TaskDuration","value":%1$d},
      {"name":"ScriptDuration","value":%1$d},{"name":"RecalcStyleDuration","value":%1$d},
      {"name":"LayoutDuration","value":%1$d},{"name":"LayoutCount","value":%2$d}]}
    """
        .formatted(seconds, layouts);
  }
}
