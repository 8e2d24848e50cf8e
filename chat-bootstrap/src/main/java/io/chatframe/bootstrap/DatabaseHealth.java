package io.chatframe.bootstrap;

import io.chatframe.application.reply.NodeKeeper;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the database takes what is written to it. Anyone may ask, as often as they like: the
 * answer is what the node has seen for itself within the last seconds.
 */
final class DatabaseHealth implements HealthIndicator {
  private final NodeKeeper keeper;

  DatabaseHealth(NodeKeeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public Health health() {
    return keeper.canWrite() ? Health.up().build() : Health.down().build();
  }
}
