package io.chatframe.domain.port.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.access.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every {@link AuditLedger}. */
public abstract class AuditContract {
  protected abstract AuditLedger audit();

  private static AuditEntry entry(String action, long count) {
    return new AuditEntry(
        Instant.parse("2026-03-01T10:15:30Z"), "198.51.100.7", action, "GET /x", count);
  }

  @Test
  void returnsTheNewestFirstInPages() {
    audit().record(List.of(entry("first", 1), entry("second", 2)));
    audit().record(List.of(entry("third", 3)));

    List<AuditLedger.Numbered> newest = audit().newest(Optional.empty(), 2);
    assertThat(newest)
        .extracting(numbered -> numbered.entry().action() + " " + numbered.entry().count())
        .containsExactly("third 3", "second 2");
    assertThat(newest.getFirst().entry().actor()).isEqualTo("198.51.100.7");
    assertThat(newest.getFirst().entry().subject()).isEqualTo("GET /x");

    assertThat(audit().newest(Optional.of(newest.getLast().number()), 1))
        .extracting(numbered -> numbered.entry().action())
        .containsExactly("first");
  }
}
