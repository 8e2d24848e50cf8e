package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.process.HttpCall;
import io.chatframe.faults.process.SuiteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL becomes unavailable while replies are generated. */
@ExtendWith(SuiteExtension.class)
final class DatabaseFaults {
  private static final int RATE = 20;
  private static final Duration OUTAGE = Duration.ofSeconds(10);

  /** A kind of outage. */
  private interface Outage {
    void begin() throws Exception;

    void end() throws Exception;
  }

  @Test
  void goesOnWhilePostgresIsStopped(Suite suite) throws Exception {
    goesOnDuring(suite, outage(suite.database()::stop, suite.database()::start));
  }

  @Test
  void goesOnWhilePostgresIsFrozen(Suite suite) throws Exception {
    goesOnDuring(suite, outage(suite.database()::freeze, suite.database()::thaw));
  }

  @Test
  void goesOnAfterPostgresWasKilled(Suite suite) throws Exception {
    goesOnDuring(suite, outage(suite.database()::kill, suite.database()::start));
  }

  private static void goesOnDuring(Suite suite, Outage outage) throws Exception {
    List<SuiteVisitor> visitors = new ArrayList<>();
    List<Background<MessageHistory>> talks = new ArrayList<>();
    int seconds = (int) OUTAGE.toSeconds() + 4;
    for (int i = 0; i < 6; i++) {
      var visitor = suite.visitor();
      visitors.add(visitor);
      talks.add(
          Background.of(() -> visitor.ask(UUID.randomUUID(), suite.words(seconds * RATE, RATE))));
    }
    Awaitility.await("every reply to have begun")
        .atMost(Duration.ofSeconds(30))
        .until(() -> visitors.stream().allMatch(DatabaseFaults::hasText));

    outage.begin();
    long began = System.nanoTime();
    for (SuiteNode node : suite.nodes()) {
      refusesMessages(suite, node);
    }
    long spent = System.nanoTime() - began;
    assertThat(new CountDownLatch(1).await(OUTAGE.toNanos() - spent, TimeUnit.NANOSECONDS))
        .isFalse();
    long ended = System.nanoTime();
    outage.end();

    for (Background<MessageHistory> talk : talks) {
      MessageHistory history = talk.result();
      assertThat(history.status()).contains("completed");
      assertThat(longestGap(history, began, ended))
          .isLessThan(suite.form().promised(Duration.ofSeconds(1)));
    }
    SuiteReport.say(
        "final states %d ms after PostgreSQL was back"
            .formatted(Duration.ofNanos(System.nanoTime() - ended).toMillis()));
    assertThat(suite.check(visitors))
        .flatExtracting(message -> message.reply().stream().toList())
        .allSatisfy(reply -> assertThat(reply.attempt()).isEqualTo(1));
    Awaitility.await("readiness")
        .atMost(suite.form().promised(Duration.ofSeconds(2)))
        .until(() -> suite.nodes().stream().allMatch(SuiteNode::isReady));
  }

  private static void refusesMessages(Suite suite, SuiteNode node) throws Exception {
    var visitor = suite.visitor(node::address);
    var message = visitor.prepare(UUID.randomUUID(), suite.words(3, RATE));
    // A session needs no database, so only the message is timed.
    var ask = visitor.authorised(visitor.message(message).with("Accept", "text/event-stream"));
    long asked = System.nanoTime();
    try (var call = HttpCall.send(node.address(), Duration.ofSeconds(20), ask)) {
      var took = Duration.ofNanos(System.nanoTime() - asked);
      SuiteReport.say("%s refused a message after %d ms".formatted(node.name(), took.toMillis()));
      assertThat(call.status()).isEqualTo(503);
      assertThat(call.header("retry-after")).isPresent();
      assertThat(call.problem()).isEqualTo("database-unavailable");
      assertThat(took).isLessThan(suite.form().promised(Duration.ofSeconds(3)));
    }
  }

  private static Duration longestGap(MessageHistory history, long from, long to) {
    List<Long> times =
        history.seen().stream()
            .filter(seen -> seen.event().kind().equals("text"))
            .map(MessageHistory.Seen::nanos)
            .filter(at -> at > from && at < to)
            .toList();
    long longest = times.isEmpty() ? to - from : 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }

  private static boolean hasText(SuiteVisitor visitor) {
    return visitor.histories().size() == 1 && visitor.histories().getFirst().seen().size() > 5;
  }

  private interface Action {
    void run() throws Exception;
  }

  private static Outage outage(Action begin, Action end) {
    return new Outage() {
      @Override
      public void begin() throws Exception {
        begin.run();
      }

      @Override
      public void end() throws Exception {
        end.run();
      }
    };
  }
}
