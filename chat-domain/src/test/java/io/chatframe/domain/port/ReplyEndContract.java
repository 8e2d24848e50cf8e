package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Lineage;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ReplyRepository} for the ends of replies. */
public abstract class ReplyEndContract {
  private final Visitor visitor = Sample.visitor();
  private final NodeId node = Sample.node();

  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #replies}. */
  protected abstract ReplyJournal journal();

  /** The failures noted for a reply's first attempt, each as {@code <model> <kind>}. */
  protected abstract List<String> noted(ReplyId reply);

  @Test
  void recordsAFailureAndLeavesTheReplyUnchanged() {
    var reply = begin();
    replies().end(node, reply.id(), 1, Sample.text("Hi"), Sample.completed());
    var stored = replies().find(visitor, reply.id());

    replies()
        .note(
            reply.id(),
            1,
            "other/m",
            List.of(
                new FailedRequest("first/m", "overloaded"),
                new FailedRequest("first/m", "rejected", "400 code=invalid_value")));

    assertThat(noted(reply.id()))
        .containsExactly("first/m overloaded", "first/m rejected 400 code=invalid_value");
    assertThat(replies().find(visitor, reply.id())).isEqualTo(stored);
    var unknown = new ReplyId(Sample.message().value());
    replies().note(unknown, 1, "m", List.of(new FailedRequest("m", "broken")));
    assertThat(noted(unknown)).isEmpty();
  }

  @Test
  void storesAnEndWithItsTextAndDropsTheJournal() {
    var reply = begin();
    journal().append(node, List.of(Sample.piece(reply, 0, "Half")));
    var text = new ReplyText("Hm 🤔", "Hi 🙂");

    assertThat(replies().end(node, reply.id(), 1, text, Sample.completed())).isTrue();

    var stored = replies().find(visitor, reply.id()).orElseThrow();
    assertThat(stored.text()).isEqualTo(text);
    assertThat(stored.end())
        .contains(
            new ReplyEnd(
                ReplyStatus.COMPLETED,
                Sample.completed().finishReason(),
                Sample.completed().usage(),
                Sample.completed().cost(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(1_234)),
                Sample.completed().at().truncatedTo(ChronoUnit.MICROS)));
    assertThat(journal().journalled(node, Set.of(reply.id()))).isEmpty();
  }

  @Test
  void storesWhyAReplyFailed() {
    var reply = begin();
    var failed =
        new ReplyEnd(
            ReplyStatus.FAILED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new ReplyError(ReplyErrorCode.PROVIDER_BUSY, Optional.of(Duration.ofSeconds(7)))),
            Optional.empty(),
            Instant.parse("2026-03-01T10:15:30Z"));

    replies().end(node, reply.id(), 1, ReplyText.EMPTY, failed);

    assertThat(replies().find(visitor, reply.id()).flatMap(Reply::end)).contains(failed);
  }

  @Test
  void storesTheSameEndTwiceButNoOther() {
    var reply = begin();
    var text = Sample.text("Hi");
    replies().end(node, reply.id(), 1, text, Sample.completed());

    assertThat(replies().end(node, reply.id(), 1, text, Sample.completed())).isTrue();
    assertThat(replies().end(node, reply.id(), 1, text, Sample.stopped())).isFalse();
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Ho"), Sample.completed())).isFalse();
    assertThat(replies().find(visitor, reply.id()).map(Reply::text)).contains(text);
  }

  @Test
  void refusesAnEndByAnyoneButTheOwnerInItsAttempt() {
    var reply = begin();
    var text = Sample.text("Hi");

    assertThat(replies().end(Sample.node(), reply.id(), 1, text, Sample.stopped())).isFalse();
    assertThat(replies().end(node, reply.id(), 2, text, Sample.stopped())).isFalse();
    assertThat(replies().end(node, Sample.reply(node).id(), 1, text, Sample.stopped())).isFalse();
    assertThat(replies().find(visitor, reply.id())).contains(reply);
  }

  @Test
  void asksTheOwnerToStopOnlyWhatIsGenerating() {
    var reply = begin();

    assertThat(replies().requestStop(Sample.visitor(), reply.id())).isFalse();
    assertThat(replies().requestStop(visitor, reply.id())).isTrue();
    assertThat(replies().requestStop(visitor, reply.id())).isTrue();
    assertThat(journal().append(node, List.of(Sample.piece(reply, 0, ""))))
        .containsEntry(reply.id(), JournalReceipt.STOP_REQUESTED);
    replies().end(node, reply.id(), 1, Sample.text("Hi"), Sample.stopped());
    assertThat(replies().requestStop(visitor, reply.id())).isFalse();
  }

  @Test
  void takesOverTheRepliesOfADeadNodeFromTheirJournal() {
    var reply = begin();
    var silent = begin();
    var alive = beginAt(Sample.node());
    var taker = Sample.node();
    journal().append(node, List.of(Sample.piece(reply, 0, "So far")));
    journal().append(node, List.of(Sample.piece(reply, 9, "beyond a gap")));

    var taken = byId(replies().takeOver(node, taker, 10, 3));

    assertThat(taken.keySet()).containsExactlyInAnyOrder(reply.id(), silent.id());
    var next = of(taken, reply);
    assertThat(next.reply().text()).isEqualTo(Sample.text("So far"));
    assertThat(next.reply().lineage()).isEqualTo(new Lineage(List.of(0, 6)));
    assertThat(next.before()).isEqualTo(new LostAttempt(Sample.MODEL, 0, Sample.text("So far")));
    assertThat(next.visitor()).isEqualTo(visitor);
    assertThat(next.stopRequested()).isFalse();
    assertThat(of(taken, silent).reply().lineage()).isEqualTo(new Lineage(List.of(0, 0)));
    assertThat(replies().find(visitor, reply.id())).contains(next.reply());
    assertThat(replies().find(visitor, alive.id())).contains(alive);
    assertThat(replies().takeOver(node, Sample.node(), 10, 3)).isEmpty();
  }

  @Test
  void fencesTheOwnerThatLostAReply() {
    var reply = begin();
    var taker = Sample.node();
    replies().takeOver(node, taker, 10, 3);

    assertThat(journal().append(node, List.of(Sample.piece(reply, 0, "Late")))).isEmpty();
    assertThat(journal().journalled(node, Set.of(reply.id()))).isEmpty();
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Late"), Sample.completed()))
        .isFalse();
    assertThat(replies().end(taker, reply.id(), 1, Sample.text("Late"), Sample.completed()))
        .isFalse();
    assertThat(replies().end(taker, reply.id(), 2, Sample.text("New"), Sample.completed()))
        .isTrue();
    assertThat(replies().find(visitor, reply.id()).map(Reply::text)).contains(Sample.text("New"));
  }

  @Test
  void continuesFromTheBaseInItsNextAttempt() {
    var reply = begin();
    var second = Sample.node();
    journal().append(node, List.of(Sample.piece(reply, 0, "One ")));
    replies().takeOver(node, second, 10, 3);

    journal().append(second, List.of(new JournalEntry(reply.id(), 2, 4, Sample.text("two "))));
    var third = of(byId(replies().takeOver(second, Sample.node(), 10, 3)), reply);

    assertThat(third.reply().text()).isEqualTo(Sample.text("One two "));
    assertThat(third.reply().lineage()).isEqualTo(new Lineage(List.of(0, 4, 8)));
    assertThat(third.before()).isEqualTo(new LostAttempt(Sample.MODEL, 4, Sample.text("One two ")));
  }

  @Test
  void startsOverIfOnlyReasoningWasJournalled() {
    var reply = begin();
    var entry = new JournalEntry(reply.id(), 1, 0, new ReplyText("Hm, well", ""));
    journal().append(node, List.of(entry));

    var taken = of(byId(replies().takeOver(node, Sample.node(), 10, 3)), reply);

    assertThat(taken.reply().text()).isEqualTo(ReplyText.EMPTY);
    assertThat(taken.reply().lineage()).isEqualTo(new Lineage(List.of(0, 0)));
    assertThat(taken.before())
        .isEqualTo(new LostAttempt(Sample.MODEL, 0, new ReplyText("Hm, well", "")));
  }

  @Test
  void recordsTheInputAndTheModelOfALostContinuation() {
    var cut = begin();
    replies().end(node, cut.id(), 1, new ReplyText("Hm", "Kept"), Sample.stopped());
    var reply = Sample.begun(replies().continueFrom(visitor, cut.id(), Sample.reply(node)));
    replies().note(reply.id(), 1, "fallback", List.of());
    journal().append(node, List.of(Sample.piece(reply, 4, " and more")));

    var taker = Sample.node();
    var taken = of(byId(replies().takeOver(node, taker, 10, 3)), reply);
    var again = of(byId(replies().takeOver(taker, Sample.node(), 10, 3)), reply);

    assertThat(taken.before())
        .isEqualTo(new LostAttempt("fallback", 4, Sample.text("Kept and more")));
    assertThat(taken.before().given()).isEqualTo(Sample.text("Kept"));
    assertThat(taken.before().written()).isEqualTo(Sample.text(" and more"));
    assertThat(again.before())
        .isEqualTo(new LostAttempt(Sample.MODEL, 13, Sample.text("Kept and more")));
  }

  @Test
  void keepsTheReasoningOfAReplyThatWillNotGoOn() {
    var stopped = begin();
    var worn = begin();
    var reasoning = new ReplyText("Hm", "");
    for (var reply : List.of(stopped, worn)) {
      journal().append(node, List.of(new JournalEntry(reply.id(), 1, 0, reasoning)));
    }
    replies().requestStop(visitor, stopped.id());

    var taken = byId(replies().takeOver(node, Sample.node(), 10, 1));

    assertThat(of(taken, stopped).stopRequested()).isTrue();
    assertThat(of(taken, stopped).reply().text()).isEqualTo(reasoning);
    assertThat(of(taken, worn).reply().text()).isEqualTo(reasoning);
  }

  @Test
  void takesEachReplyOnceWhenSeveralNodesDoItAtOnce() {
    var begun = IntStream.range(0, 60).mapToObj(i -> begin().id()).toList();

    Callable<List<TakenReply>> take = () -> replies().takeOver(node, Sample.node(), 100, 3);
    var named = Sample.atOnce(List.of(take, take, take, take));

    assertThat(
            Stream.concat(
                    named.stream().flatMap(List::stream),
                    replies().takeOver(node, Sample.node(), 100, 3).stream())
                .map(taken -> taken.reply().id()))
        .containsExactlyInAnyOrderElementsOf(begun);
  }

  @Test
  void takesNoMoreThanRequested() {
    begin();
    begin();

    assertThat(replies().takeOver(node, Sample.node(), 1, 3)).hasSize(1);
    assertThat(replies().takeOver(node, Sample.node(), 1, 3)).hasSize(1);
    assertThat(replies().takeOver(node, Sample.node(), 1, 3)).isEmpty();
  }

  @Test
  void handsOverWhatANodeGivesUp() {
    var reply = begin();
    var ended = begin();
    replies().end(node, ended.id(), 1, Sample.text("Hi"), Sample.completed());

    assertThat(replies().owned(node)).containsExactly(reply.id());
    replies().handOver(node, Set.of(reply.id(), ended.id()));

    assertThat(replies().owned(node)).isEmpty();

    assertThat(journal().append(node, List.of(Sample.piece(reply, 0, "Late")))).isEmpty();
    // Other tests may have handed over replies in the same database.
    assertThat(byId(replies().takeOver(NodeId.NOBODY, Sample.node(), 1_000, 3)))
        .containsKey(reply.id())
        .doesNotContainKey(ended.id());
  }

  @Test
  void accountsForTheUseOfAllAttempts() {
    var reply = begin();
    var taker = Sample.node();
    replies().takeOver(node, taker, 10, 3);
    var estimate = new TokenUsage(5, 0, 7, 0, true);
    var cost = Optional.of(new Money(7, "USD"));

    replies().account(node, reply.id(), 1, Sample.completed().usage().orElseThrow(), cost);
    replies().account(taker, reply.id(), 1, estimate, cost);
    replies().account(taker, reply.id(), 1, estimate, cost);
    assertThat(replies().end(taker, reply.id(), 2, Sample.text("Hi"), Sample.completed())).isTrue();
    assertThat(replies().end(taker, reply.id(), 2, Sample.text("Hi"), Sample.completed())).isTrue();

    var end = replies().find(visitor, reply.id()).flatMap(Reply::end).orElseThrow();
    assertThat(end.usage()).contains(new TokenUsage(17, 4, 3, 37, 10, true));
    assertThat(end.cost()).contains(new Money(130, "USD"));
  }

  private static Map<ReplyId, TakenReply> byId(List<TakenReply> taken) {
    return taken.stream().collect(Collectors.toMap(each -> each.reply().id(), each -> each));
  }

  private static TakenReply of(Map<ReplyId, TakenReply> taken, Reply reply) {
    return Objects.requireNonNull(taken.get(reply.id()), "not taken");
  }

  private Reply beginAt(NodeId owner) {
    return Sample.begun(replies().accept(Sample.message(visitor, Sample.dialog(), owner, "Hello")));
  }

  private Reply begin() {
    return Sample.begun(replies().accept(Sample.message(visitor, Sample.dialog(), node, "Hello")));
  }
}
