package io.chatframe.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CostsTest {
  @Test
  void chargesADeltaWithTheTasksUntilTheNext() {
    List<Trace.Task> tasks =
        List.of(task(900, 7_000), task(1_000, 1_000), task(10_900, 25_000), task(36_000, 2_000));

    Costs costs = Costs.of(tasks, List.of(1_000L, 11_000L, 31_000L), 36_000, Trace.Task::wall);

    assertThat(costs.millis()).containsExactly(26.0, 0.0, 0.0);
  }

  @Test
  void chargesEitherTime() {
    List<Trace.Task> tasks = List.of(new Trace.Task(5, 3_000, 2_000));

    assertThat(Costs.of(tasks, List.of(0L), 10, Trace.Task::wall).mean()).isEqualTo(3);
    assertThat(Costs.of(tasks, List.of(0L), 10, Trace.Task::cpu).mean()).isEqualTo(2);
  }

  @Test
  void hasTheLowestValueThatAShareDoesNotExceed() {
    List<Double> millis = new ArrayList<>();
    for (int i = 100; i > 0; i--) {
      millis.add((double) i);
    }
    Costs costs = new Costs(millis);

    assertThat(costs.quantile(0.5)).isEqualTo(50);
    assertThat(costs.quantile(0.95)).isEqualTo(95);
    assertThat(costs.quantile(1)).isEqualTo(100);
  }

  /** A page that draws less often costs nothing for most deltas. */
  @Test
  void seesGrowthThatOnlyAFewDeltasShow() {
    List<Double> millis = new ArrayList<>(Collections.nCopies(80, 1.0));
    for (int i = 0; i < 8; i++) {
      millis.addAll(Collections.nCopies(9, 0.0));
      millis.add(20.0);
    }
    millis.addAll(Collections.nCopies(8, 0.0));

    Costs costs = new Costs(millis);

    assertThat(costs.firstQuarter()).isCloseTo(1, within(1e-9));
    assertThat(costs.lastQuarter()).isCloseTo(2, within(1e-9));
    assertThat(costs.growth()).isCloseTo(2, within(1e-9));
  }

  private static Trace.Task task(long start, long wall) {
    return new Trace.Task(start, wall, wall);
  }
}
