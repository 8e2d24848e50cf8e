package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.StoredMessage;
import io.chatframe.faults.process.SuiteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kill -9 of a node, at any moment. */
@ExtendWith(SuiteExtension.class)
final class KilledNodeFaults {
  private static final int LAST_ATTEMPT = 3;

  @Test
  void losesDoublesAndSplicesNothing(Suite suite) throws Exception {
    List<SuiteVisitor> visitors = new ArrayList<>();
    List<Background<Void>> talks = new ArrayList<>();
    List<Long> kills = new ArrayList<>();
    var enough = new CountDownLatch(1);
    for (int i = 0; i < suite.form().choose(8, 20); i++) {
      var visitor = suite.visitor();
      var chance = suite.form().random("visitor " + i);
      visitors.add(visitor);
      talks.add(Background.of(() -> talk(suite, visitor, chance, enough)));
    }

    var chance = suite.form().random("kills");
    for (int cycle = 0; cycle < suite.form().choose(2, suite.form().cycles()); cycle++) {
      assertThat(enough.await(chance.nextLong(500, 6_000), TimeUnit.MILLISECONDS)).isFalse();
      SuiteNode victim = suite.nodes().get(chance.nextInt(2));
      kills.add(System.nanoTime());
      victim.kill();
      victim.begin().awaitReady();
    }
    enough.countDown();
    for (Background<Void> talk : talks) {
      talk.result();
    }

    List<MessageHistory> histories =
        visitors.stream().flatMap(visitor -> visitor.histories().stream()).toList();
    List<StoredMessage> stored =
        StoredState.of(
            suite.database(), histories.stream().map(MessageHistory::dialog).distinct().toList());
    var report = SuiteReport.of(histories, stored, kills);
    report.print();
    suite.check(visitors);
    assertThat(stored)
        .flatExtracting(message -> message.reply().stream().toList())
        .allSatisfy(reply ->
            assertThat(reply)
                .matches(one -> one.status().equals("completed") || one.attempt() > LAST_ATTEMPT));
    assertThat(report.longestWait())
        .isLessThan(suite.form().choose(Duration.ofSeconds(40), Duration.ofSeconds(20)));
    assertThat(report.longestSilence()).isLessThan(Duration.ofSeconds(40));
  }

  private static Void talk(Suite suite, SuiteVisitor visitor, Random chance, CountDownLatch enough)
      throws InterruptedException {
    UUID dialog = UUID.randomUUID();
    for (int sent = 1; enough.getCount() > 0; sent++) {
      visitor.ask(dialog, suite.words(chance.nextInt(20, 200), 20));
      if (sent % 5 == 0) {
        dialog = UUID.randomUUID();
      }
    }
    return null;
  }
}
