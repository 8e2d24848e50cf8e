package io.chatframe.application;

import static io.chatframe.application.TestNode.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyStatus;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NodeKeeperTest {
  private final TestNode dead = new TestNode();
  private final NodeId self = new NodeId(UUID.randomUUID());

  @Test
  void interruptsAtOnceWhatADeadNodeLeftWhereNoOtherCanLive() {
    Reply reply = leave("So far");

    try (NodeKeeper keeper = keeper(true)) {
      keeper.start();

      Reply found = dead.store.find(VISITOR, reply.id()).orElseThrow();
      assertThat(found.status()).isEqualTo(ReplyStatus.INTERRUPTED);
      assertThat(found.text().text()).isEqualTo("So far");
    }
  }

  @Test
  void interruptsNothingOfANodeThatRenewsItsLease() {
    Reply reply = leave("So far");
    try (NodeKeeper keeper = keeper(false)) {
      for (int beat = 0; beat < 30; beat++) {
        dead.time.advance(Duration.ofSeconds(1));
        dead.store.renew(dead.self);
        keeper.beat();
      }

      assertThat(status(reply)).isEqualTo(ReplyStatus.GENERATING);
    }
  }

  @Test
  void interruptsAfterTenBeatsThatSawNoChangeAndCountsNoOutage() {
    Reply reply = leave("So far");
    dead.store.renew(dead.self);
    try (NodeKeeper keeper = keeper(false)) {
      for (int beat = 0; beat < 10; beat++) {
        keeper.beat();
      }
      dead.store.unavailable(true);
      for (int beat = 0; beat < 30; beat++) {
        keeper.beat();
      }
      dead.store.unavailable(false);
      assertThat(status(reply)).isEqualTo(ReplyStatus.GENERATING);

      keeper.beat();

      assertThat(status(reply)).isEqualTo(ReplyStatus.INTERRUPTED);
    }
  }

  /** A reply with some text in the journal, whose node is gone. */
  private Reply leave(String text) {
    Reply reply = dead.ask("Tell me");
    dead.llm.awaitStream().text(text);
    await()
        .until(() -> {
          Reply stored = dead.store.find(VISITOR, reply.id()).orElseThrow();
          return stored.text().text().equals(text);
        });
    return reply;
  }

  private NodeKeeper keeper(boolean sole) {
    return new NodeKeeper(EngineSettings.standard(self, "model-1", sole), dead.store, dead.store);
  }

  private ReplyStatus status(Reply reply) {
    return dead.store.find(VISITOR, reply.id()).orElseThrow().status();
  }
}
