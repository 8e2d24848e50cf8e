package io.chatframe.application.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.application.TestNode;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.budget.Budget;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.budget.BudgetState;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is reserved and spent, in millionths, where a token costs two. */
final class PaidRepliesTest {
  /** The prompt "Be kind.", the longest answer, and the question "Hi" with its frame. */
  private static final long RESERVED = 2 * (8 + 8_000 + 18);

  private TestNode node = TestNode.paying(false, day(50_000));

  @AfterEach
  void close() {
    node.close();
  }

  private static Budget day(long micros) {
    return new Budget(BudgetScope.ASSISTANT_DAY, new Money(micros, "USD"));
  }

  private void assertBooks(long spent, long reserved) {
    Awaitility.await()
        .untilAsserted(() -> {
          assertThat(states()).hasSize(1);
          BudgetState state = states().getFirst();
          assertThat(state.spent()).isEqualTo(spent);
          assertThat(state.reserved()).isEqualTo(reserved);
        });
  }

  private List<BudgetState> states() {
    return node.store.budgets().states(ZoneOffset.UTC);
  }

  private void use(ScriptedLlmStream stream, long input, long output) {
    TokenUsage used = new TokenUsage(input, 0, output, 0, false);
    stream.text("Yes.").finish(FinishReason.STOP, Optional.of(used));
  }

  @Test
  void reservesTheWorstCaseAndSpendsTheCost() throws InterruptedException {
    Reply reply = node.ask("Hi");
    assertBooks(0, RESERVED);

    use(node.llm.awaitStream(), 20, 5);
    node.ended(reply.id());

    assertBooks(50, 0);
  }

  @Test
  void asksNoModelOnceTheBudgetIsSpent() throws InterruptedException {
    Reply reply = node.ask("Hi");
    use(node.llm.awaitStream(), 20_000, 2_500);
    node.ended(reply.id());
    assertBooks(45_000, 0);

    assertThatThrownBy(() -> node.ask("Hi"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.refusal())
                    .isInstanceOfSatisfying(
                        Refusal.BudgetSpent.class,
                        spent -> assertThat(spent.spent().passing()).isFalse()));

    assertThat(node.llm.requests()).hasSize(1);
    assertBooks(45_000, 0);
    assertThatThrownBy(() -> node.ask("Hi")).isInstanceOf(RefusedException.class);
    assertThat(node.audit.newest(Optional.empty(), 10))
        .extracting(numbered -> numbered.entry().action() + " " + numbered.entry().subject())
        .containsExactly(
            "budget-spent assistant-day default, limit 0.05",
            "budget-nearly-spent assistant-day default, limit 0.05");
  }

  @Test
  void aFailedReplyCostsWhatItUsed() throws InterruptedException {
    Reply reply = node.ask("Hi");
    node.llm.awaitStream().fail(new LlmFailure.Unavailable("away"));
    node.ended(reply.id());

    assertBooks(0, 0);
  }

  @Test
  void aReplyThatIsDeletedCostsWhatItUsed() {
    Reply reply = node.ask("Hi");
    ScriptedLlmStream stream = node.llm.awaitStream();
    stream.text("Four letters");
    node.awaitText(reply, 12);

    node.delete.delete(TestNode.VISITOR, reply.dialog());

    // Estimated: 8 and 2 letters in two messages of the question, 12 of the answer.
    assertBooks(2 * (2 + 4 + 1 + 4 + 3), 0);
  }

  @Test
  void titlesCount() throws InterruptedException {
    node.close();
    node = TestNode.paying(true, day(50_000));
    Reply reply = node.ask("Hi");
    use(node.llm.awaitStream(), 20, 5);
    node.ended(reply.id());
    ScriptedLlmStream title = node.llm.awaitStream();
    assertThat(states().getFirst().spent()).isEqualTo(50);
    assertThat(states().getFirst().reserved()).isPositive();

    title
        .text("{\"title\": \"Cats\"}")
        .finish(FinishReason.STOP, Optional.of(new TokenUsage(30, 0, 10, 0, false)));

    assertBooks(50 + 80, 0);
  }

  @Test
  void asksForNoTitleThatCannotBePaid() throws InterruptedException {
    node.close();
    node = TestNode.paying(true, day(RESERVED));
    Reply reply = node.ask("Hi");
    use(node.llm.awaitStream(), 7_000, 900);
    node.ended(reply.id());

    assertBooks(15_800, 0);
    assertThat(node.llm.requests()).hasSize(1);
  }

  @Test
  void aFailedTitleCostsWhatItUsed() throws InterruptedException {
    node.close();
    node = TestNode.paying(true, day(50_000));
    Reply reply = node.ask("Hi");
    use(node.llm.awaitStream(), 20, 5);
    node.ended(reply.id());

    node.llm.awaitStream().fail(new LlmFailure.Broken("cut"), new TokenUsage(30, 0, 1, 0, false));

    assertBooks(50 + 62, 0);
  }

  @Test
  void aTakenReplyIsPaidAnew() throws InterruptedException {
    Reply reply = node.journalled("Half an answer");
    try (TestNode taker = node.anotherPaying(day(50_000))) {
      taker.takeover.of(node.self, TestNode.PATIENCE);
      ScriptedLlmStream stream = taker.llm.awaitStream();
      long lost = 2 * (2 + 4 + 2 + 4 + 4);
      assertThat(states().getFirst().spent()).isEqualTo(lost);
      assertThat(states().getFirst().reserved()).isBetween(16_000L, 16_200L);

      stream.text(".").finish(FinishReason.STOP, Optional.of(new TokenUsage(40, 0, 10, 0, false)));
      taker.ended(reply.id());

      assertBooks(lost + 100, 0);
    }
  }

  @Test
  void aTakenReplyThatCannotBePaidIsInterrupted() throws InterruptedException {
    Reply reply = node.journalled("Half an answer");
    try (TestNode taker = node.anotherPaying(day(10_000))) {
      taker.takeover.of(node.self, TestNode.PATIENCE);

      assertThat(taker.ended(reply.id()).status()).isEqualTo(ReplyStatus.INTERRUPTED);

      assertThat(taker.llm.requests()).isEmpty();
      assertBooks(2 * (2 + 4 + 2 + 4 + 4), 0);
    }
  }
}
