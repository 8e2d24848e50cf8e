package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How every {@link ReplyRepository} ends replies. */
public abstract class ReplyEndContract {
  private final Visitor visitor = Sample.visitor();
  private final NodeId node = Sample.node();

  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #replies}. */
  protected abstract ReplyJournal journal();

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
  void interruptsAllRepliesOfADeadNodeWithTheirJournal() {
    var reply = begin();
    var silent = begin();
    var alive =
        Sample.begun(
            replies().accept(Sample.message(visitor, Sample.dialog(), Sample.node(), "Hello")));
    journal().append(node, List.of(Sample.piece(reply, 0, "So far")));
    journal().append(node, List.of(Sample.piece(reply, 9, "beyond a gap")));

    assertThat(replies().interrupt(node)).containsExactlyInAnyOrder(reply.id(), silent.id());

    var interrupted = replies().find(visitor, reply.id()).orElseThrow();
    assertThat(interrupted.text()).isEqualTo(Sample.text("So far"));
    assertThat(interrupted.status()).isEqualTo(ReplyStatus.INTERRUPTED);
    assertThat(interrupted.end().flatMap(ReplyEnd::error))
        .contains(ReplyError.of(ReplyErrorCode.INTERRUPTED));
    assertThat(replies().find(visitor, alive.id())).contains(alive);
    assertThat(replies().interrupt(node)).isEmpty();
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Late"), Sample.completed()))
        .isFalse();
  }

  @Test
  void interruptsEachReplyOnceWhenSeveralNodesDoItAtOnce() {
    var begun = IntStream.range(0, 60).mapToObj(i -> begin().id()).toList();

    Callable<List<ReplyId>> interrupt = () -> replies().interrupt(node);
    var named = Sample.atOnce(List.of(interrupt, interrupt, interrupt, interrupt));

    assertThat(
            Stream.concat(named.stream().flatMap(List::stream), replies().interrupt(node).stream()))
        .containsExactlyInAnyOrderElementsOf(begun);
  }

  private Reply begin() {
    return Sample.begun(replies().accept(Sample.message(visitor, Sample.dialog(), node, "Hello")));
  }
}
