package io.chatframe.bootstrap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.RunningServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of requests made up from the OpenAPI document. {@code -Dfuzz.requests=100000} sends as
 * many; {@code -Dfuzz.seed=} repeats a run, and a failure names the seed of its request.
 */
final class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_500);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime() & 0xffff_ffffL);
  private static final int VISITORS = 4;
  private static final long MOST_GROWTH = 48L << 20;

  private final Queue<String> flaws = new ConcurrentLinkedQueue<>();
  private List<FuzzOperation> operations = List.of();

  @Test
  void answersWhateverIsSent(@TempDir Path directory) throws Exception {
    try (var provider = QuickProvider.start();
        var server =
            RunningServer.start(
                directory,
                "--LLM_BASE_URL=" + provider.baseUrl(),
                "--LLM_MODEL=small",
                "--LLM_TITLES=false",
                "--LLM_FOLLOW_UPS=false",
                "--chat.drain=0s")) {
      operations = FuzzOperation.of(server.get("/api/v1/openapi.json"));
      int port = URI.create(server.origin()).getPort();
      send(port, 0, REQUESTS / 5);
      long before = usedHeap();

      var counts = FuzzVisitor.sum(send(port, REQUESTS / 5, REQUESTS));

      assertThat(flaws).as("of seed %d, %s", SEED, counts).isEmpty();
      assertThat(counts.keySet()).as("reaches the use cases").contains("200", "202", "204");
      assertThat(usedHeap() - before).as("growth of the heap").isLessThan(MOST_GROWTH);
      server.session(Optional.empty());
      assertThat(server.message(UUID.randomUUID(), UUID.randomUUID(), "Hi").body())
          .contains("\"status\":\"completed\"");
      System.out.printf("Fuzz of seed %d: %d requests: %s%n", SEED, REQUESTS, counts);
    }
  }

  private List<FuzzVisitor> send(int port, int from, int to) throws Exception {
    var visitors = new ArrayList<FuzzVisitor>();
    var parts = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < VISITORS; i++) {
        var visitor = new FuzzVisitor(port, operations);
        visitors.add(visitor);
        int first = from + i;
        parts.add(threads.submit(() -> visit(visitor, first, to)));
      }
    }
    for (Future<?> part : parts) {
      part.get();
    }
    return visitors;
  }

  private @Nullable Void visit(FuzzVisitor visitor, int from, int to) throws IOException {
    try (visitor) {
      for (int i = from; i < to && flaws.size() < 50; i += VISITORS) {
        visitor.visit(SEED * 1_000_003 + i).ifPresent(flaws::add);
      }
    }
    return null;
  }

  private static long usedHeap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
