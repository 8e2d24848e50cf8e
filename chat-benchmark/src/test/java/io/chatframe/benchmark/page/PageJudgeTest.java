package io.chatframe.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageJudgeTest {
  private static final Trace.Shift SIDEWAYS = new Trace.Shift(1, 0.1, 0);
  private static final Trace.Shift DOWN = new Trace.Shift(1, 0.1, 20);

  @Test
  void allowsHalfAsMuchAgain() {
    assertThat(findings(costs(6, 6), List.of(), List.of())).isEmpty();
    assertThat(findings(costs(6.1, 6.1), List.of(), List.of()))
        .containsExactly("one paragraph: 95 of 100 deltas cost up to 6.1 ms");
  }

  @Test
  void refusesWhatGrowsWithTheText() {
    assertThat(findings(costs(1, 1.5), List.of(), List.of())).isEmpty();
    assertThat(findings(costs(1, 1.6), List.of(), List.of()))
        .containsExactly("one paragraph: the last quarter cost 1.6 times what the first did");
  }

  @Test
  void refusesWhatMovesUpOrDown() {
    assertThat(findings(costs(1, 1), List.of(SIDEWAYS), List.of())).isEmpty();
    assertThat(findings(costs(1, 1), List.of(SIDEWAYS, DOWN), List.of()))
        .containsExactly("one paragraph: what was there moved up or down, 1 times");
  }

  @Test
  void refusesAnotherText() {
    assertThat(findings(costs(1, 1), List.of(), List.of("it differs")))
        .containsExactly("one paragraph: it differs");
  }

  @Test
  void refusesATraceThatLostTasks() {
    PageMeasurement measured = measurement(costs(1, 1), 0.2, List.of(), List.of());

    assertThat(PageJudge.findings(measured))
        .containsExactly("one paragraph: the trace has only 50 % of the work");
  }

  private static List<String> findings(Costs costs, List<Trace.Shift> shifts, List<String> faults) {
    return PageJudge.findings(measurement(costs, costs.mean() / 10, shifts, faults));
  }

  private static PageMeasurement measurement(
      Costs costs, double task, List<Trace.Shift> shifts, List<String> faults) {
    Counters counters = new Counters(task, 0, 0, 0, 0);
    return new PageMeasurement(PageCase.PARAGRAPH, costs, costs, counters, 1, shifts, faults);
  }

  /** A hundred deltas, the second half of which may cost more than the first. */
  private static Costs costs(double first, double second) {
    List<Double> millis = new ArrayList<>(Collections.nCopies(50, first));
    millis.addAll(Collections.nCopies(50, second));
    return new Costs(millis);
  }
}
