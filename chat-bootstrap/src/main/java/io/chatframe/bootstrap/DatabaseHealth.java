package io.chatframe.bootstrap;

import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the database answers. Asked by anyone, so at most one question a second reaches the
 * database, and nobody waits longer than two seconds for its answer.
 */
final class DatabaseHealth implements HealthIndicator {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final NodeRepository nodes;
  private final TimeSource time;
  private @Nullable Probe latest;

  private record Probe(long began, CompletableFuture<Boolean> answer) {}

  DatabaseHealth(NodeRepository nodes, TimeSource time) {
    this.nodes = nodes;
    this.time = time;
  }

  @Override
  public Health health() {
    try {
      boolean up = probe().answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return up ? Health.up().build() : Health.down().build();
    } catch (TimeoutException | ExecutionException e) {
      return Health.down().build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    }
  }

  private synchronized Probe probe() {
    Probe known = latest;
    if (known == null
        || (known.answer().isDone() && time.nanos() - known.began() > FRESH.toNanos())) {
      var answer = new CompletableFuture<Boolean>();
      known = new Probe(time.nanos(), answer);
      latest = known;
      Thread.ofVirtual().name("health").start(() -> ask(answer));
    }
    return known;
  }

  private void ask(CompletableFuture<Boolean> answer) {
    try {
      nodes.stamps();
      answer.complete(true);
    } catch (StorageUnavailableException e) {
      answer.complete(false);
    } catch (RuntimeException e) {
      // A defect here must not leave everyone waiting for this one answer for ever.
      answer.completeExceptionally(e);
    }
  }
}
