package io.chatframe.domain.port.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of every {@link UsedOnceRepository}. */
public abstract class UsedOnceRepositoryContract {
  private final UUID id = UUID.randomUUID();

  /** Repositories of two nodes, which know of each other's uses. */
  protected abstract UsedOnceRepository here();

  protected abstract UsedOnceRepository elsewhere();

  /** The time by which the repository forgets. */
  protected abstract Instant now();

  @Test
  void letsAnIdBeUsedOnceOnAnyNode() {
    assertThat(here().use(id, soon())).isTrue();

    assertThat(here().use(id, soon())).isFalse();
    assertThat(elsewhere().use(id, soon())).isFalse();
  }

  @Test
  void keepsIdsApart() {
    here().use(id, soon());

    assertThat(here().use(UUID.randomUUID(), soon())).isTrue();
  }

  @Test
  void letsOneOfManySucceedWhoTryAtTheSameTime() {
    var successes = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        UsedOnceRepository node = i % 2 == 0 ? here() : elsewhere();
        threads.execute(() -> {
          if (node.use(id, soon())) {
            successes.incrementAndGet();
          }
        });
      }
    }

    assertThat(successes).hasValue(1);
  }

  private Instant soon() {
    return now().plus(Duration.ofMinutes(1));
  }
}
