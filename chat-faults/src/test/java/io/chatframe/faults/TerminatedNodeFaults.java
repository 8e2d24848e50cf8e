package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.process.HttpAsk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SIGTERM, as in every rolling upgrade. */
@ExtendWith(SuiteExtension.class)
final class TerminatedNodeFaults {
  @Test
  void endsAtOnceWithNothingRunning(Suite suite) throws Exception {
    try (var idle = suite.anotherNode("idle", Map.of()).begin().awaitReady()) {
      idle.terminate();

      assertThat(idle.awaitExit(suite.form().promised(Duration.ofSeconds(2)))).isTrue();
    }
  }

  @Test
  void handsRunningRepliesOver(Suite suite) throws Exception {
    int replies = suite.form().choose(20, 200);
    var told = new AtomicBoolean();
    List<SuiteVisitor> visitors = new ArrayList<>();
    List<Background<MessageHistory>> talks = new ArrayList<>();
    for (int i = 0; i < replies; i++) {
      var visitor = suite.visitor(() -> told.get() ? suite.balancer() : suite.first().address());
      visitors.add(visitor);
      talks.add(Background.of(() -> visitor.ask(UUID.randomUUID(), suite.words(240, 20))));
    }
    awaitText(visitors);
    var late = suite.visitor(() -> suite.first().address());
    try (var session = late.call(HttpAsk.get("/api/v1/dialogs"))) {
      assertThat(session.status()).isEqualTo(200);
    }
    MessageHistory stopped = visitors.getFirst().histories().getFirst();

    long began = System.nanoTime();
    suite.first().terminate();
    told.set(true);

    Awaitility.await("readiness to go down")
        .atMost(Suite.DRAIN)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> readiness(suite) == 503);
    try (var refused = late.post(late.prepare(UUID.randomUUID(), suite.words(3, 20)))) {
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isPresent();
      assertThat(refused.problem()).isEqualTo("draining");
    }
    var stop = HttpAsk.post("/api/v1/replies/" + stopped.reply().orElseThrow() + "/stop", "");
    try (var answer = visitors.getFirst().callAt(suite.first().address(), stop)) {
      assertThat(answer.status()).isEqualTo(200);
    }
    Duration limit = Suite.DRAIN.plus(Duration.ofSeconds(suite.form().choose(12, 5)));
    assertThat(suite.first().awaitExit(limit)).isTrue();
    SuiteReport.say(
        "%d running replies: exit %d ms after SIGTERM"
            .formatted(replies, Duration.ofNanos(System.nanoTime() - began).toMillis()));
    suite.first().begin();

    for (Background<MessageHistory> talk : talks) {
      MessageHistory history = talk.result();
      assertThat(history.status()).contains(history == stopped ? "stopped" : "completed");
    }
    suite.check(visitors);
  }

  private static int readiness(Suite suite) {
    try {
      return suite.first().readiness();
    } catch (IOException e) {
      throw new AssertionError("It refused connections before its drain was over", e);
    }
  }

  private static void awaitText(List<SuiteVisitor> visitors) {
    Awaitility.await("every reply to have begun")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            visitors.stream()
                .allMatch(visitor ->
                    visitor.histories().size() == 1 && visitor.histories().getFirst().begun()));
  }
}
