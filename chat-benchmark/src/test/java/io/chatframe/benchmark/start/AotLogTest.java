package io.chatframe.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AotLogTest {
  @Test
  void knowsACacheWhoseClassesAreLinked() {
    String log =
        """
        [0.009s][info][aot] Opened AOT cache /app/chatframe.aot.
        [0.391s][info][aot] Using AOT-linked classes: true (static archive: has aot-linked classes)
        """;

    assertThat(AotLog.use(log)).isEqualTo(AotLog.Use.LINKED);
  }

  @Test
  void knowsACacheWithoutLinkedClasses() {
    String log =
        """
        [0.021s][info][aot] Opened AOT cache /app/chatframe.aot.
        [0.332s][info][aot] Using AOT-linked classes: false (static archive: no aot-linked classes)
        """;

    assertThat(AotLog.use(log)).isEqualTo(AotLog.Use.READ);
  }

  @Test
  void knowsACacheThatIsRefused() {
    String log =
        """
        [0.013s][info][aot] Opened AOT cache /app/chatframe.aot.
        [0.013s][warning][aot] Unable to use AOT cache.
        [0.013s][error  ][aot] Loading static archive failed.
        """;

    assertThat(AotLog.use(log)).isEqualTo(AotLog.Use.NONE);
  }
}
