package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.process.FaultProxy.End;
import io.chatframe.faults.process.FaultProxy.Fault;
import io.chatframe.faults.process.HttpAsk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections are cut anywhere; readers resume at another node. */
@ExtendWith(SuiteExtension.class)
final class ResumeFaults {
  private static final List<End> ENDS = List.of(End.CLOSE, End.RESET, End.FREEZE);

  @Test
  void goesOnFromEveryEventAtTheOtherNode(Suite suite) throws Exception {
    var visitor = suite.visitor(() -> suite.first().address());
    MessageHistory whole = visitor.ask(UUID.randomUUID(), suite.words(60, 60));
    List<MessageHistory.Seen> seen = List.copyOf(whole.seen());
    assertThat(seen).hasSizeGreaterThan(20);

    for (int at = 0; at < seen.size(); at++) {
      MessageHistory again = visitor.again(whole);
      seen.subList(0, at).forEach(one -> again.apply(one.event()));
      var ask =
          HttpAsk.get("/api/v1/replies/" + whole.reply().orElseThrow() + "/events")
              .with("Accept", "text/event-stream");
      String cursor = again.cursor().orElse("");
      try (var call =
          visitor.callAt(
              suite.second().address(),
              cursor.isEmpty() ? ask : ask.with("Last-Event-ID", cursor))) {
        visitor.take(call, again);
      }

      assertThat(again.text()).isEqualTo(whole.text());
      assertThat(again.status()).contains("completed");
      assertThat(again.complaints()).isEmpty();
    }
    suite.check(List.of(visitor));
  }

  @Test
  void goesOnFromEveryByte(Suite suite) throws Exception {
    var next = new AtomicReference<>(Optional.<Fault>empty());
    try (var balancer = suite.anotherBalancer()) {
      balancer.withFaults(() -> next.getAndSet(Optional.empty()).orElse(Fault.NONE));
      var visitor = suite.visitor(balancer::address);
      MessageHistory whole = visitor.ask(UUID.randomUUID(), suite.words(30, 60));
      int bytes = 600 + 80 * whole.seen().size();
      int step = suite.form().choose(61, 3);

      for (int after = 1; after < bytes; after += step) {
        next.set(Optional.of(Fault.cut(after, after % 2 == 0 ? End.CLOSE : End.RESET)));
        MessageHistory again = visitor.follow(visitor.again(whole));

        assertThat(again.text()).as("cut after %d bytes", after).isEqualTo(whole.text());
        assertThat(again.status()).contains("completed");
        assertThat(again.complaints()).isEmpty();
      }
      suite.check(List.of(visitor));
    }
  }

  @Test
  void goesOnWhileConnectionsAreCutAtRandom(Suite suite) throws Exception {
    var chance = suite.form().random("cuts");
    try (var balancer = suite.anotherBalancer()) {
      balancer.withFaults(() ->
          new Fault(
              chance.nextLong(1, 5_000),
              ENDS.get(chance.nextInt(ENDS.size())),
              Duration.ofMillis(chance.nextInt(4))));
      List<SuiteVisitor> visitors = new ArrayList<>();
      List<Background<MessageHistory>> talks = new ArrayList<>();
      for (int i = 0; i < suite.form().choose(12, 60); i++) {
        var visitor = new SuiteVisitor(balancer::address, Duration.ofSeconds(2));
        visitors.add(visitor);
        talks.add(Background.of(() -> visitor.ask(UUID.randomUUID(), suite.words(120, 30))));
      }
      for (Background<MessageHistory> talk : talks) {
        assertThat(talk.result().status()).contains("completed");
      }

      balancer.withFaults(() -> Fault.NONE);
      assertThat(visitors.stream().mapToInt(one -> one.histories().getFirst().cuts()).sum())
          .isGreaterThan(visitors.size());
      suite.check(visitors);
    }
  }
}
