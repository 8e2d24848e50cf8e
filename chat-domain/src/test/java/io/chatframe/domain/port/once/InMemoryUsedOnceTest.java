package io.chatframe.domain.port.once;

import java.time.Instant;

final class InMemoryUsedOnceTest extends UsedOnceRepositoryContract {
  private final InMemoryUsedOnce used = new InMemoryUsedOnce();

  @Override
  protected UsedOnceRepository here() {
    return used;
  }

  @Override
  protected UsedOnceRepository elsewhere() {
    return used;
  }

  @Override
  protected Instant now() {
    return Instant.EPOCH;
  }
}
