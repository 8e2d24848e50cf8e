package io.chatframe.benchmark.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  @Test
  void allowsHalfAsManyBlocksAgain() {
    assertThat(Judge.findings(measured(100, 0, 1), measured(152, 0, 1))).isEmpty();
    assertThat(Judge.findings(measured(100, 0, 1), measured(154, 0, 1))).hasSize(1);
  }

  @Test
  void allowsABlockForEachDescentOfADeeperIndex() {
    assertThat(Judge.findings(measured(100, 0, 1), measured(164, 0, 2))).isEmpty();
    assertThat(Judge.findings(measured(100, 0, 1), measured(175, 0, 2))).hasSize(1);
  }

  @Test
  void refusesASequentialScan() {
    assertThat(Judge.findings(measured(100, 0, 1), measured(100, 1, 1)))
        .containsExactly("“list” scanned dialog sequentially, 1 times in 1 calls");
  }

  /** One call with ten searches of an index and two rows written to it. */
  private static Measurement measured(long blocks, long scans, int level) {
    return new Measurement(
        "list",
        List.of(1_000_000L),
        new Statistics(
            Map.of("dialog", new Statistics.Table(scans, blocks, 2)),
            Map.of("dialog_pkey", new Statistics.Index("dialog", 10, level))));
  }
}
