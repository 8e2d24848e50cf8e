package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.process.SuiteNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C at a terminal: while a server starts, and while it waits for running replies. */
@ExtendWith(SuiteExtension.class)
final class InterruptFaults {
  private static final int BY_SIGINT = 130;

  /** The lock that a server holds while it changes the schema. */
  private static final long MIGRATION_LOCK = 0x63686174_6672616DL;

  /** The moment is the log line after which Ctrl-C is pressed. */
  @ParameterizedTest
  @CsvSource({"setup, Chatframe", "database, The embedded PostgreSQL keeps its data in"})
  void cancelsAStartWithoutAWordAndLeavesNoDatabase(String name, String moment, Suite suite)
      throws Exception {
    var embedded = Map.of("DATABASE_URL", "", "DATABASE_USER", "", "DATABASE_PASSWORD", "");
    try (var node = suite.anotherNode("interrupted-" + name, embedded).begin()) {
      cancel(node, moment, suite);

      assertThat(node.folder().resolve("data/postgres/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void cancelsAStartThatWaitsForItsDatabase(Suite suite) throws Exception {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    var late =
        Map.of(
            "DATABASE_URL",
            "postgresql://127.0.0.1:%d/chat".formatted(closed),
            "DATABASE_WAIT",
            "10m");
    try (var node = suite.anotherNode("waiting", late).begin()) {
      cancel(node, "Waiting up to", suite);
    }
  }

  @Test
  void cancelsAStartThatWaitsForAnotherServerThatMigrates(Suite suite) throws Exception {
    try (var other = suite.database().connect();
        var statement = other.createStatement();
        var node = suite.anotherNode("queueing", Map.of())) {
      other.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(MIGRATION_LOCK));

      cancel(node.begin(), "Waiting for another server", suite);
    }
  }

  @Test
  void waitsNoLongerForRunningRepliesWhenItIsPressedAgain(Suite suite) throws Exception {
    var gone = new AtomicBoolean();
    try (var node =
        suite.anotherNode("impatient", Map.of("CHAT_DRAIN", "10m")).begin().awaitReady()) {
      var visitor = suite.visitor(() -> gone.get() ? suite.balancer() : node.address());
      var talk = Background.of(() -> visitor.ask(UUID.randomUUID(), suite.words(240, 20)));
      Awaitility.await("the reply to have begun")
          .atMost(Duration.ofSeconds(60))
          .until(() -> visitor.histories().size() == 1 && visitor.histories().getFirst().begun());

      node.interrupt();
      awaitLine(node, "Ctrl-C again ends without waiting");
      gone.set(true);
      node.interrupt();

      assertThat(node.awaitExit(suite.form().promised(Duration.ofSeconds(10)))).isTrue();
      assertThat(node.exitCode()).isEqualTo(BY_SIGINT);
      assertThat(talk.result().status()).contains("completed");
      suite.check(List.of(visitor));
    }
  }

  private static void cancel(SuiteNode node, String moment, Suite suite) throws Exception {
    awaitLine(node, moment);

    node.interrupt();

    assertThat(node.awaitExit(suite.form().promised(Duration.ofSeconds(10)))).isTrue();
    assertThat(node.exitCode()).isEqualTo(BY_SIGINT);
    assertThat(node.logSinceStart()).doesNotContain("\tat ", "Exception", "FAILED", "Ready.");
  }

  private static void awaitLine(SuiteNode node, String words) {
    Awaitility.await(words)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> node.logSinceStart().contains(words));
  }
}
