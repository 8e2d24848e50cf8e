package io.chatframe.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AuditEntryTest {
  @Test
  void recordsOnlyWhatHasHappened() {
    assertThat(entry(1).count()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> entry(0));
  }

  private static AuditEntry entry(long count) {
    return new AuditEntry(Instant.EPOCH, "operator", "close-server", "", count);
  }
}
