package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Afterthought;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.budget.BudgetAccount;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.budget.BudgetState;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.port.limit.BudgetRepository;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link BudgetRepository}, with the replies that are paid of it. */
public abstract class BudgetContract {
  private static final ZoneId ZONE = ZoneOffset.UTC;

  /** A reply to "Hi" costs 100 and 2 for each of the octets of the text, with 16 for its frame. */
  protected static final long AMOUNT = 100 + 2 * 18;

  private final Visitor visitor = Sample.visitor();
  private final DialogId dialog = Sample.dialog();
  private final NodeId node = Sample.node();
  private final String shop = "shop-" + UUID.randomUUID();

  protected abstract BudgetRepository budgets();

  /** Over the same store as {@link #budgets}. */
  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #budgets}. */
  protected abstract DialogRepository dialogs();

  /** Over the same store as {@link #budgets}. */
  protected abstract AfterthoughtRepository afterthoughts();

  private Spending spending(long day) {
    return new Spending(
        "USD",
        List.of(
            new BudgetAccount(BudgetScope.VISITOR_DAY, shop + " " + visitor.id(), 1_000_000),
            new BudgetAccount(BudgetScope.ASSISTANT_DAY, shop, day)),
        ZONE,
        100,
        BigDecimal.TWO,
        1_000);
  }

  private Acceptance ask(Spending spending, DialogId in) {
    NewMessage message = Sample.message(visitor, in, node, "Hi");
    var reply =
        new NewReply(
            new ReplyId(UUID.randomUUID()),
            node,
            Sample.MODEL,
            Sample.REACH,
            Optional.of(spending));
    return replies()
        .accept(
            new NewMessage(
                visitor,
                in,
                message.id(),
                message.place(),
                message.text(),
                Optional.empty(),
                "Title",
                reply));
  }

  /** A reply that has begun in a dialog of its own. */
  protected final Reply begun() {
    return Sample.begun(ask(spending(10_000), Sample.dialog()));
  }

  protected final Visitor visitor() {
    return visitor;
  }

  private BudgetState state() {
    return budgets().states(ZONE).stream()
        .filter(state -> state.subject().equals(shop))
        .findFirst()
        .orElseThrow();
  }

  /** Asserts what the assistant has spent and reserved today. */
  protected final void assertBooks(long spent, long reserved) {
    assertThat(state().spent()).isEqualTo(spent);
    assertThat(state().reserved()).isEqualTo(reserved);
  }

  @Test
  void reservesWithTheMessageAndSettlesWithTheCost() {
    Reply reply = Sample.begun(ask(spending(10_000), dialog));
    assertBooks(0, AMOUNT);

    budgets().settle(reply.id(), 1, OptionalLong.empty());
    assertBooks(0, AMOUNT);

    replies().end(node, reply.id(), 1, new ReplyText("", "Hello"), Sample.completed());
    budgets().settle(reply.id(), 1, OptionalLong.of(999));
    assertBooks(123, 0);

    budgets().settle(reply.id(), 1, OptionalLong.empty());
    assertBooks(123, 0);
  }

  @Test
  void aLongerDialogIsReservedMoreFor() {
    Reply reply = Sample.begun(ask(spending(10_000), dialog));
    replies().end(node, reply.id(), 1, new ReplyText("", "Hello"), Sample.completed());
    budgets().settle(reply.id(), 1, OptionalLong.empty());

    Sample.begun(ask(spending(10_000), dialog));

    assertBooks(123, 100 + 2 * (18 + 21 + 18));
  }

  @Test
  void aReplyWithoutUseCostsNothing() {
    Reply reply = Sample.begun(ask(spending(10_000), dialog));
    replies().end(node, reply.id(), 1, ReplyText.EMPTY, Sample.stopped());

    budgets().settle(reply.id(), 1, OptionalLong.empty());

    assertBooks(0, 0);
  }

  @Test
  void refusesWhatMayCostMoreThanIsLeftAndStoresNothing() {
    assertThat(ask(spending(AMOUNT - 1), dialog))
        .isInstanceOfSatisfying(
            Refusal.BudgetSpent.class,
            refusal -> {
              assertThat(refusal.spent().account().scope()).isEqualTo(BudgetScope.ASSISTANT_DAY);
              assertThat(refusal.spent().passing()).isFalse();
              assertThat(refusal.spent().reopens()).isPositive();
              assertThat(refusal.spent().reopens().toHours()).isLessThanOrEqualTo(24);
            });

    assertThat(dialogs().find(visitor, dialog)).isEmpty();
    assertThat(budgets().states(ZONE)).noneMatch(state -> state.subject().equals(shop));
    Sample.begun(ask(spending(AMOUNT), dialog));
  }

  @Test
  void saysThatOnlyOthersReservationsAreInTheWay() {
    Sample.begun(ask(spending(2 * AMOUNT - 1), dialog));

    assertThat(ask(spending(2 * AMOUNT - 1), Sample.dialog()))
        .isInstanceOfSatisfying(
            Refusal.BudgetSpent.class, refusal -> assertThat(refusal.spent().passing()).isTrue());
    assertBooks(0, AMOUNT);
  }

  @Test
  void ofManyAtOnceOnlyThoseGetInThatFit() {
    List<Callable<Acceptance>> senders =
        Stream.<Callable<Acceptance>>generate(
                () -> () -> ask(spending(3 * AMOUNT), Sample.dialog()))
            .limit(16)
            .toList();

    List<Acceptance> outcomes = Sample.atOnce(senders);

    assertThat(outcomes).filteredOn(Acceptance.Begun.class::isInstance).hasSize(3);
    assertBooks(0, 3 * AMOUNT);
  }

  @Test
  void aSiblingIsReservedForAsWell() {
    Reply old = Sample.begun(ask(spending(10_000), dialog));
    replies().end(node, old.id(), 1, new ReplyText("", "Hello"), Sample.completed());
    budgets().settle(old.id(), 1, OptionalLong.empty());
    var id = new ReplyId(UUID.randomUUID());

    assertThat(
            replies()
                .regenerate(
                    visitor,
                    old.id(),
                    new NewReply(
                        id, node, Sample.MODEL, Sample.REACH, Optional.of(spending(AMOUNT)))))
        .isInstanceOf(Refusal.BudgetSpent.class);
    assertBooks(123, 0);
    assertThat(replies().find(visitor, id)).isEmpty();

    Sample.begun(
        replies()
            .regenerate(
                visitor,
                old.id(),
                new NewReply(id, node, Sample.MODEL, Sample.REACH, Optional.of(spending(10_000)))));
    assertBooks(123, AMOUNT);
  }

  @Test
  void whatIsDeletedCostsWhatItsNodeSaysOrAllThatWasReserved() {
    Reply told = Sample.begun(ask(spending(10_000), dialog));
    DialogId other = Sample.dialog();
    Reply untold = Sample.begun(ask(spending(10_000), other));
    dialogs().delete(visitor, dialog);
    dialogs().delete(visitor, other);

    budgets().settle(told.id(), 1, OptionalLong.of(7));
    assertBooks(7, AMOUNT);

    budgets().settle(untold.id(), 1, OptionalLong.empty());
    assertBooks(7 + AMOUNT, 0);
  }

  @Test
  void anAfterthoughtHasItsOwnReservation() {
    Reply reply = Sample.begun(ask(spending(10_000), dialog));
    replies().end(node, reply.id(), 1, new ReplyText("", "Hello"), Sample.completed());
    assertThat(budgets().reserve(reply.id(), 0, spending(10_000), 50)).isEmpty();
    assertBooks(0, AMOUNT + 200);
    afterthoughts()
        .add(
            reply.id(),
            new Afterthought(
                Optional.empty(),
                List.of(),
                Sample.MODEL,
                new TokenUsage(1, 0, 1, 0, false),
                Optional.of(new Money(5, "USD")),
                Instant.parse("2026-03-01T10:15:30Z")));

    budgets().settle(reply.id(), 0, OptionalLong.of(1));

    assertBooks(5, AMOUNT);
  }

  @Test
  void aLostAttemptIsSettledOnceItsUseIsKnown() {
    Reply reply = Sample.begun(ask(spending(10_000), dialog));
    NodeId taker = Sample.node();
    replies().takeOver(node, taker, 10, 3);

    budgets().settle(reply.id(), 1, OptionalLong.empty());
    assertBooks(0, AMOUNT);

    replies()
        .account(
            taker,
            reply.id(),
            1,
            new TokenUsage(3, 0, 4, 0, true),
            Optional.of(new Money(11, "USD")));
    budgets().settle(reply.id(), 1, OptionalLong.empty());
    assertThat(budgets().reserve(reply.id(), 2, spending(10_000), 18)).isEmpty();
    assertBooks(11, AMOUNT);
  }

  @Test
  void tellsOnceThatFourFifthsAreSpent() {
    Reply first = Sample.begun(ask(spending(300), dialog));
    replies().end(node, first.id(), 1, new ReplyText("", "Hello"), Sample.completed());
    assertThat(budgets().settle(first.id(), 1, OptionalLong.empty())).isEmpty();
    Reply second = Sample.begun(ask(spending(300), Sample.dialog()));
    replies().end(node, second.id(), 1, new ReplyText("", "Hello"), Sample.completed());

    assertThat(budgets().settle(second.id(), 1, OptionalLong.empty()))
        .containsExactly(new BudgetAccount(BudgetScope.ASSISTANT_DAY, shop, 300));
    assertBooks(246, 0);
  }
}
