package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.port.TimeSource;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class TimeOrderedIdsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-01T10:00:00.000500Z"));
  private final TimeOrderedIds ids =
      new TimeOrderedIds(
          new TimeSource() {
            @Override
            public Instant now() {
              return now.get();
            }

            @Override
            public long nanos() {
              return 0;
            }
          });

  @Test
  void makesUuidsOfVersionSevenWithTheTimeInFront() {
    UUID id = ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.get().toEpochMilli());
  }

  @Test
  void growsWhileTheClockStandsStill() {
    String before = ids.next().toString();

    for (int i = 0; i < 10_000; i++) {
      String next = ids.next().toString();
      assertThat(next).isGreaterThan(before);
      before = next;
    }
  }

  @Test
  void growsWhenTheClockGoesBack() {
    String before = ids.next().toString();

    now.updateAndGet(instant -> instant.minusSeconds(86_400));

    assertThat(ids.next().toString()).isGreaterThan(before);
  }
}
