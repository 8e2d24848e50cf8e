package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

final class DatabaseHealthTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void isUpWhereTheDatabaseAnswersAndAsksOnceASecondAtMost() {
    DatabaseHealth health = health(Map::of);

    for (int i = 0; i < 100; i++) {
      assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    assertThat(asked.get()).isBetween(1, 5);
  }

  @Test
  void isDownWhereTheDatabaseIsUnavailable() {
    DatabaseHealth health =
        health(() -> {
          throw new StorageUnavailableException("down", new IllegalStateException());
        });

    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails()).isEmpty();
  }

  @Test
  void isDownInTwoSecondsWhereTheDatabaseIsSilent() {
    var silence = new CountDownLatch(1);
    DatabaseHealth health =
        health(() -> {
          try {
            silence.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Map.of();
        });
    long began = System.nanoTime();

    Status status = health.health().getStatus();

    assertThat(status).isEqualTo(Status.DOWN);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    silence.countDown();
  }

  private DatabaseHealth health(Supplier<Map<NodeId, Instant>> stamps) {
    return new DatabaseHealth(
        new NodeRepository() {
          @Override
          public void renew(NodeId node) {
            throw new UnsupportedOperationException("a health check writes nothing");
          }

          @Override
          public Map<NodeId, Instant> stamps() {
            asked.incrementAndGet();
            return stamps.get();
          }

          @Override
          public void release(NodeId node) {
            throw new UnsupportedOperationException("a health check writes nothing");
          }
        },
        new SystemTime());
  }
}
