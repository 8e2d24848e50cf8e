package io.chatframe.adapter.persistence.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.once.UsedOnceRepository;
import io.chatframe.domain.port.once.UsedOnceRepositoryContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JdbcUsedOnceRepositoryTest extends UsedOnceRepositoryContract {
  private final TestDatabase database = TestDatabase.shared();
  private final JdbcUsedOnceRepository used = new JdbcUsedOnceRepository(database.database());

  @Test
  void housekeepingForgetsOnlyWhatIsInvalidByTheClockOfEveryNode() {
    UUID over = UUID.randomUUID();
    UUID slow = UUID.randomUUID();
    UUID valid = UUID.randomUUID();
    used.use(over, now().minus(Duration.ofMinutes(11)));
    used.use(slow, now().minus(Duration.ofMinutes(9)));
    used.use(valid, now().plus(Duration.ofMinutes(1)));

    database.keepHouse();

    assertThat(used.use(valid, now())).isFalse();
    assertThat(used.use(slow, now())).isFalse();
    assertThat(used.use(over, now())).isTrue();
  }

  @Override
  protected UsedOnceRepository here() {
    return used;
  }

  @Override
  protected UsedOnceRepository elsewhere() {
    return new JdbcUsedOnceRepository(database.database());
  }

  @Override
  protected Instant now() {
    return Clock.systemUTC().instant();
  }
}
