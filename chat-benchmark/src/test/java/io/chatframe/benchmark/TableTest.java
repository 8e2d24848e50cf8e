package io.chatframe.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static final Verdict GOOD = new Verdict(List.of(), List.of(), List.of());

  @Test
  void showsMediansRangesAndRatios() {
    Table table =
        table(
            window("nginx", 1, 10, GOOD),
            window("chatframe", 1, 30, GOOD),
            window("nginx", 2, 20, GOOD),
            window("chatframe", 2, 40, GOOD));

    assertThat(table.markdown())
        .contains("| shape | figure | nginx | chatframe | chatframe : nginx |")
        .contains("| smooth | CPU per token, µs | 15.0 (10.0–20.0) | 35.0 (30.0–40.0) | 2.33 |");
  }

  @Test
  void leavesVoidWindowsOutAndSaysWhy() {
    Verdict lost = new Verdict(List.of("token lost: 1×"), List.of(), List.of());

    Table table = table(window("nginx", 1, 10, lost), window("chatframe", 1, 30, GOOD));

    assertThat(table.markdown())
        .contains("| smooth | CPU per token, µs | void | 30.0 |  |")
        .contains("- nginx, smooth, round 1: void: token lost: 1×");
  }

  @Test
  void namesWhatIsLeftOut() {
    assertThat(table(window("chatframe", 1, 30, GOOD)).markdown())
        .contains("- left out: fastapi ends at its start");
  }

  private static Table table(Window... windows) {
    return new Table(new Results(List.of(windows), Map.of("fastapi", "ends at its start")));
  }

  private static Window window(String contestant, int round, double cpu, Verdict verdict) {
    return new Window(contestant, "smooth", round, Map.of(Figure.CPU_PER_TOKEN, cpu), verdict);
  }
}
