package io.chatframe.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class HeapInfoTest {
  @Test
  void addsTheGenerationsOfSerialButNotTheirSpaces() {
    String info =
        """
        4711:
        DefNew     total 5184K, used 1312K [0x00000000d0000000, 0x00000000d05a0000, 0x00000000e0000000)
          eden space 4608K,  28% used [0x00000000d0000000, 0x00000000d0148000, 0x00000000d0480000)
          from space 576K,   0% used [0x00000000d0480000, 0x00000000d0480000, 0x00000000d0510000)
        Tenured    total 11456K, used 9000K [0x00000000e0000000, 0x00000000e0b30000, 0x0000000100000000)
          the  space 11456K,  78% used [0x00000000e0000000, 0x00000000e08ca000, 0x00000000e0b30000)
        Metaspace       used 40000K, committed 41000K, reserved 1114112K
          class space    used 5000K, committed 5100K, reserved 1048576K
        """;

    assertThat(HeapInfo.usedKibibytes(info)).isEqualTo(10_312);
  }

  @Test
  void readsTheHeapOfG1() {
    String info =
        """
        4711:
         garbage-first heap   total reserved 786432K, committed 65536K, used 23456K [0x00000000d0000000, 0x0000000100000000)
          region size 1024K, 5 young (5120K), 1 survivors (1024K)
         Metaspace       used 40000K, committed 41000K, reserved 1114112K
        """;

    assertThat(HeapInfo.usedKibibytes(info)).isEqualTo(23_456);
  }

  @Test
  void readsTheHeapOfZgcInMebibytes() {
    String info =
        """
        4711:
         ZHeap           used 34M, capacity 64M, max capacity 768M
          Cache          20M (1)
         Metaspace       used 40000K, committed 41000K, reserved 1114112K
        """;

    assertThat(HeapInfo.usedKibibytes(info)).isEqualTo(34 * 1_024);
  }

  @Test
  void refusesWhatIsNoHeap() {
    assertThatThrownBy(() -> HeapInfo.usedKibibytes("4711: No such process"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
