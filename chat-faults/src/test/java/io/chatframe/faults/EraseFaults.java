package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.process.HttpAsk;
import io.chatframe.faults.process.SuiteNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deletions and erasures take effect at every node, even during generation. */
@ExtendWith(SuiteExtension.class)
final class EraseFaults {
  @Test
  void deletesADialogThatTheOtherNodeIsGenerating(Suite suite) throws Exception {
    erases(suite, 204, history -> HttpAsk.delete("/api/v1/dialogs/" + history.dialog()));
  }

  @Test
  void erasesAVisitorWhoseReplyTheOtherNodeIsGenerating(Suite suite) throws Exception {
    erases(suite, 202, _ -> HttpAsk.delete("/api/v1/visitor"));
  }

  private interface Order {
    HttpAsk of(MessageHistory history);
  }

  private static void erases(Suite suite, int status, Order order) throws Exception {
    var visitor = suite.visitor(() -> suite.first().address());
    MessageHistory history = visitor.prepare(UUID.randomUUID(), suite.words(600, 20));
    var reader = Background.of(() -> visitor.follow(history));
    Awaitility.await("text").atMost(Duration.ofSeconds(30)).until(() -> history.seen().size() > 5);
    var exchange = suite.exchange(history);

    long asked = System.nanoTime();
    try (var call = visitor.callAt(suite.second().address(), order.of(history))) {
      assertThat(call.status()).isEqualTo(status);
    }

    Duration until = Duration.ofNanos(exchange.awaitClosed() - asked);
    SuiteReport.say("the provider was let go after %d ms".formatted(until.toMillis()));
    assertThat(until).isLessThan(suite.form().promised(Duration.ofSeconds(1)));
    assertThat(reader.result().deleted()).isTrue();
    for (SuiteNode node : suite.nodes()) {
      var late = visitor.message(history).with("Accept", "text/event-stream");
      try (var call = visitor.callAt(node.address(), late)) {
        // The token of an erased visitor is no longer valid.
        assertThat(call.status()).isIn(401, 404);
      }
    }
    // With a new token if she needs one.
    try (var call = visitor.call(visitor.message(history))) {
      assertThat(call.status()).isEqualTo(404);
    }
    Awaitility.await("the last row")
        .atMost(Duration.ofSeconds(30))
        .until(() -> StoredState.count(suite.database(), List.of(history.dialog())) == 0);
  }
}
