package io.chatframe.benchmark.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlanTest {
  @Test
  void findsSequentialScansOfGrowingTables() {
    var plan =
        plan(
            """
            Nested Loop  (cost=0.00..1.01 rows=1 width=16)
              ->  Seq Scan on node_lease l  (cost=0.00..1.01 rows=1 width=16)
              ->  Parallel Seq Scan on message m  (cost=0.00..9.01 rows=1 width=16)
            """);

    assertThat(plan.scanned()).containsExactly("message");
  }

  @Test
  void findsRowsThatAreReadByTheThousandToBeLeftOut() {
    assertThat(plan("Index Scan\n  Rows Removed by Filter: 999\n").wasted()).isEmpty();
    assertThat(plan("Index Scan\n  Rows Removed by Join Filter: 2450\n").wasted())
        .containsExactly("2450");
  }

  @Test
  void takesTwoExecutionsOfOnePlanForOne() {
    var first = plan("Index Scan  (actual time=0.1..0.2 rows=1)\n  Buffers: shared hit=4 read=1\n");
    var second = plan("Index Scan  (actual time=0.3..0.4 rows=2)\n  Buffers: shared hit=5\n");
    var other = plan("Seq Scan  (actual time=0.1..0.2 rows=1)\n  Buffers: shared hit=4\n");

    assertThat(first.shape()).isEqualTo(second.shape()).isNotEqualTo(other.shape());
  }

  private static Plan plan(String text) {
    return Plan.parse("duration: 0.1 ms  plan:\nQuery Text: SELECT 1\n" + text).orElseThrow();
  }
}
