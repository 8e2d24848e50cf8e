package io.chatframe.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SheetTest {
  @TempDir private Path folder;

  @Test
  void goesOnWhereItWasLeft() throws IOException {
    Path file = folder.resolve("figures.csv");
    Sheet.open(file).add("starts", "1 CPU, G1", 1, Map.of("ready, s", 2.5));

    Sheet again = Sheet.open(file);
    again.add("starts", "1 CPU, G1", 2, Map.of("ready, s", 1.5));

    assertThat(again.has("starts", "1 CPU, G1", 1)).isTrue();
    assertThat(again.has("starts", "1 CPU, G1", 3)).isFalse();
    assertThat(again.has("streams", "1 CPU, G1", 1)).isFalse();
    assertThat(Sheet.open(file).values("starts", "1 CPU, G1", "ready, s"))
        .containsExactly(1.5, 2.5);
  }

  @Test
  void refusesALineThatWasCut() {
    assertThatThrownBy(() -> Sheet.Entry.of("starts;1 CPU"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a figure");
  }

  @Test
  void showsTheMedianWithTheLowestAndTheHighest() throws IOException {
    Sheet sheet = Sheet.open(folder.resolve("figures.csv"));
    sheet.add("starts", "1 CPU, G1", 1, Map.of("ready, s", 2.5));
    sheet.add("starts", "1 CPU, G1", 2, Map.of("ready, s", 12.25));
    sheet.add("starts", "1 CPU, G1", 3, Map.of("ready, s", 3.0));

    assertThat(new StartTable(sheet).markdown(List.of("starts")))
        .isEqualTo(
            """
            | starts | ready, s |
            | --- | --- |
            | 1 CPU, G1 | 3 (2.50–12.3) |
            """);
  }
}
