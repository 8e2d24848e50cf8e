package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.StoredMessage;
import io.chatframe.faults.history.StreamEvent;
import io.chatframe.faults.process.HttpCall;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that freezes and comes back as a zombie. */
@ExtendWith(SuiteExtension.class)
final class FrozenNodeFaults {
  @Test
  void writesAndShowsNothingMoreOfWhatItLost(Suite suite) throws Exception {
    var frozen = new AtomicBoolean();
    var nervous =
        new SuiteVisitor(
            () -> frozen.get() ? suite.balancer() : suite.first().address(), Duration.ofSeconds(3));
    var calm = suite.visitor(() -> suite.first().address());
    MessageHistory shown = nervous.prepare(UUID.randomUUID(), suite.words(600, 20));
    var reader = Background.of(() -> nervous.follow(shown));
    awaitText(shown);
    MessageHistory zombies = nervous.again(shown);
    var zombieReader = Background.of(() -> readOnce(nervous, calm, zombies, suite));
    awaitText(zombies);

    suite.first().freeze();
    frozen.set(true);
    Duration frost = suite.form().choose(Duration.ofSeconds(15), Duration.ofSeconds(60));
    assertThat(new CountDownLatch(1).await(frost.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    long thawed = System.nanoTime();
    suite.first().thaw();

    assertThat(reader.result().status()).contains("completed");
    zombieReader.result();
    nervous.follow(zombies);
    List<StoredMessage> stored = suite.check(List.of(nervous));
    assertThat(zombies.text()).isEqualTo(shown.text());
    assertThat(zombies.complaints()).isEmpty();
    var reply = stored.getLast().reply().orElseThrow();
    assertThat(reply.attempt()).isEqualTo(2);
    assertThat(textOfAttempt(1, zombies, thawed, reply.bases().get(1))).isEmpty();
  }

  /** Reads one connection to the frozen node until the node ends it. */
  private static MessageHistory readOnce(
      SuiteVisitor owner, SuiteVisitor calm, MessageHistory history, Suite suite) throws Exception {
    var ask = owner.authorised(owner.message(history).with("Accept", "text/event-stream"));
    try (var call = HttpCall.send(suite.first().address(), Duration.ofSeconds(90), ask)) {
      calm.take(call, history);
    }
    return history;
  }

  private static List<StreamEvent> textOfAttempt(
      int attempt, MessageHistory history, long since, int base) {
    return history.seen().stream()
        .filter(seen -> seen.nanos() > since)
        .map(MessageHistory.Seen::event)
        .filter(event -> event.kind().equals("text"))
        .filter(event -> event.cursor().startsWith(attempt + "."))
        .filter(event -> Integer.parseInt(event.cursor().substring(2)) > base)
        .toList();
  }

  private static void awaitText(MessageHistory history) {
    Awaitility.await("text").atMost(Duration.ofSeconds(30)).until(() -> history.seen().size() > 10);
  }
}
