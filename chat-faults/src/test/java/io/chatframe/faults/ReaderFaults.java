package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.SaltedWords;
import io.chatframe.faults.process.FaultProxy.End;
import io.chatframe.faults.process.FaultProxy.Fault;
import io.chatframe.faults.process.HttpAsk;
import io.chatframe.faults.process.HttpCall;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers that do not read, and very many that do. */
@ExtendWith(SuiteExtension.class)
final class ReaderFaults {
  @Test
  void delaysNobodyForReadersWhoNeverRead(Suite suite) throws Exception {
    var visitor = suite.visitor(() -> suite.first().address());
    MessageHistory large = visitor.prepare(UUID.randomUUID(), suite.words(40_000, 8_000));
    MessageHistory beside = suite.visitor().prepare(UUID.randomUUID(), suite.words(100, 20));
    var ask = visitor.authorised(visitor.message(large).with("Accept", "text/event-stream"));
    List<Socket> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        deaf.add(HttpCall.sendOnly(suite.first().address(), ask));
      }
      var other = suite.visitor();
      var small = Background.of(() -> other.follow(beside));

      assertThat(visitor.follow(large).status()).contains("completed");
      assertThat(SaltedWords.count(large.text())).isEqualTo(40_000);
      assertThat(small.result().status()).contains("completed");
      suite.check(List.of(visitor));
    } finally {
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }

  /** Asserts no time limit; the report contains the times. */
  @Test
  void showsTheSameToReadersAtBothNodes(Suite suite) throws Exception {
    List<SuiteVisitor> visitors = new ArrayList<>();
    List<Background<MessageHistory>> owners = new ArrayList<>();
    List<Background<MessageHistory>> others = new ArrayList<>();
    for (int i = 0; i < suite.form().choose(10, 100); i++) {
      var visitor = suite.visitor(() -> suite.first().address());
      visitors.add(visitor);
      MessageHistory sent = visitor.prepare(UUID.randomUUID(), suite.words(100, 10));
      owners.add(Background.of(() -> visitor.follow(sent)));
      Awaitility.await("the reply to have begun").until(sent::begun);
      var elsewhere = visitor.at(() -> suite.second().address());
      others.add(Background.of(() -> elsewhere.follow(elsewhere.again(sent))));
    }
    List<Long> lags = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      MessageHistory owner = owners.get(i).result();
      MessageHistory other = others.get(i).result();
      assertThat(other.status()).contains("completed");
      assertThat(other.text()).isEqualTo(owner.text());
      assertThat(other.complaints()).isEmpty();
      lags.addAll(other.lagBehind(owner));
    }
    SuiteReport.say(
        "readers at the other node are behind by %d ms at p50, %d ms at p99, of %d pieces"
            .formatted(percentile(lags, 50), percentile(lags, 99), lags.size()));
    suite.check(visitors);
  }

  private static long percentile(List<Long> nanos, int percent) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return TimeUnit.NANOSECONDS.toMillis(sorted.get((sorted.size() - 1) * percent / 100));
  }

  @Test
  void completesWhatNobodyHearsAnyMore(Suite suite) throws Exception {
    try (var balancer = suite.anotherBalancer()) {
      var connections = new AtomicInteger();
      balancer.withFaults(
          () -> connections.incrementAndGet() == 2 ? Fault.cut(900, End.FREEZE) : Fault.NONE);
      var visitor = suite.visitor(balancer::address);
      MessageHistory history = visitor.prepare(UUID.randomUUID(), suite.words(100, 40));
      try (var halfOpen = visitor.post(history)) {
        assertThat(halfOpen.status()).isEqualTo(200);

        Awaitility.await("the reply to be completed")
            .atMost(Duration.ofSeconds(30))
            .until(() ->
                StoredState.of(suite.database(), List.of(history.dialog())).stream()
                    .anyMatch(message -> message.reply().isPresent() && !message.isGenerating()));
      }
      assertThat(visitor.follow(history).status()).contains("completed");
      suite.check(List.of(visitor));
    }
  }

  /** 500 replies with four readers each, at one node with ten database connections. */
  @Test
  @EnabledIfSystemProperty(named = "faults.cycles", matches = "[1-9]\\d*")
  void servesTwoThousandStreamsWithoutAThreadOrAConnectionForEach(Suite suite) throws Exception {
    var settings = Map.of("DATABASE_POOL_SIZE", "10");
    try (var node = suite.anotherNode("crowded", settings, 1024).begin().awaitReady()) {
      int before = node.platformThreads();
      List<SuiteVisitor> visitors = new ArrayList<>();
      List<Background<MessageHistory>> readers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        var visitor = suite.visitor(node::address);
        visitor.authorised(HttpAsk.get("/"));
        visitors.add(visitor);
        MessageHistory sent = visitor.prepare(UUID.randomUUID(), suite.words(120, 2));
        readers.add(Background.of(() -> visitor.follow(sent)));
        for (int copy = 0; copy < 3; copy++) {
          readers.add(Background.of(() -> visitor.follow(visitor.again(sent))));
        }
      }
      Awaitility.await("all to have begun")
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> visitors.stream().allMatch(visitor -> visitor.histories().getFirst().begun()));
      int during = node.platformThreads();
      SuiteReport.say(
          "%d threads of the platform before, %d with 2,000 streams".formatted(before, during));

      for (Background<MessageHistory> reader : readers) {
        MessageHistory history = reader.result();
        assertThat(history.status()).contains("completed");
        assertThat(history.refusals()).isEmpty();
        assertThat(history.cuts()).isZero();
        assertThat(history.complaints()).isEmpty();
      }
      assertThat(during).isLessThan(before + 100);
      suite.check(visitors);
    }
  }
}
