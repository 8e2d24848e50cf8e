package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Message;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of every store for branches and continued replies. */
public abstract class BranchContract {
  private final Visitor visitor = Sample.visitor();
  private final DialogId dialog = Sample.dialog();
  private final NodeId node = Sample.node();

  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #replies}. */
  protected abstract DialogRepository dialogs();

  /** Over the same store as {@link #replies}. */
  protected abstract ReplyJournal journal();

  @Test
  void putsAMessageBesideTheFirstOfTheDialog() {
    var first = message("one");
    answered(first, Sample.stopped());

    var edit = Sample.beside(message("other one"), first.id());
    var acceptance = replies().accept(edit);

    assertThat(path(acceptance)).extracting(Message::messageId).containsExactly(edit.id());
    assertThat(path(acceptance).getFirst().parent()).isEmpty();
    assertThat(Sample.begun(acceptance).seq()).isEqualTo(4);
    assertThat(newest().getFirst().siblings()).containsExactly(first.id(), edit.id());
    assertThat(dialogs().find(visitor, dialog).orElseThrow().title()).isEqualTo("Title of one");
  }

  @Test
  void putsAMessageBesideALaterOne() {
    var before = answered(message("one"), Sample.stopped());
    var later = message("two");
    answered(later, Sample.stopped());

    var edit = Sample.beside(message("other two"), later.id());
    var acceptance = replies().accept(edit);

    assertThat(path(acceptance)).extracting(Message::seq).containsExactly(1, 2, 5);
    assertThat(path(acceptance).getLast().parent()).contains(before.messageId());
    assertThat(newest().get(2).siblings()).containsExactly(later.id(), edit.id());
  }

  @Test
  void addsNoBranchBesideAnythingButTheVisitorsMessagesInTheDialog() {
    var question = message("one");
    var reply = answered(question, Sample.stopped());
    var elsewhere = Sample.message(visitor, Sample.dialog(), node, "Elsewhere");

    for (var wrong : List.of(reply.messageId(), Sample.message())) {
      assertThat(replies().accept(Sample.beside(message("two"), wrong)))
          .isEqualTo(new Refusal.NotFound("dialog"));
    }
    assertThat(replies().accept(Sample.beside(elsewhere, question.id())))
        .isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(dialogs().find(visitor, elsewhere.dialog())).isEmpty();
  }

  @Test
  void findsTheDialogOfTheVisitorsMessagesOnly() {
    var question = message("one");
    var reply = answered(question, Sample.stopped());

    assertThat(dialogs().dialogOf(visitor, question.id())).contains(dialog);
    assertThat(dialogs().dialogOf(visitor, reply.messageId())).isEmpty();
    assertThat(dialogs().dialogOf(visitor, Sample.message())).isEmpty();
    assertThat(dialogs().dialogOf(Sample.visitor(), question.id())).isEmpty();
  }

  @Test
  void continuesFromTheTextOfAReplyThatWasCut() {
    var kept = "So far 🙂";
    var old = Sample.begun(replies().accept(message("one")));
    replies().end(node, old.id(), 1, new ReplyText("Hm.", kept), Sample.stopped());
    var wish = Sample.reply(node);

    var acceptance = replies().continueFrom(visitor, old.id(), wish);

    var reply = Sample.begun(acceptance);
    assertThat(reply.id()).isEqualTo(wish.id());
    assertThat(reply.question()).isEqualTo(old.question());
    assertThat(reply.seq()).isEqualTo(3);
    assertThat(reply.status()).isEqualTo(ReplyStatus.GENERATING);
    assertThat(reply.text()).isEqualTo(Sample.text(kept));
    assertThat(path(acceptance)).extracting(Message::messageId).containsExactly(old.question());
    assertThat(replies().find(visitor, wish.id())).contains(reply);
    assertThat(replies().continueFrom(visitor, old.id(), wish))
        .isEqualTo(new Acceptance.Repeated(reply));
  }

  @Test
  void journalsAContinuationFromTheEndOfWhatItKept() {
    var old = answered(message("one"), Sample.stopped());
    var reply = Sample.begun(replies().continueFrom(visitor, old.id(), Sample.reply(node)));
    int kept = reply.text().length();

    assertThat(journal().journalled(node, Set.of(reply.id()))).isEqualTo(Map.of(reply.id(), kept));
    journal().append(node, List.of(Sample.piece(reply, kept, " and more")));

    assertThat(replies().find(visitor, reply.id()).map(Reply::text))
        .contains(Sample.text("Hi and more"));
  }

  @Test
  void continuesAnyReplyThatWasCutAndHasText() {
    for (var end :
        List.of(
            Sample.stopped(),
            end(ReplyStatus.INTERRUPTED, Optional.empty(), ReplyErrorCode.INTERRUPTED),
            end(ReplyStatus.FAILED, Optional.empty(), ReplyErrorCode.PROVIDER_BROKEN),
            end(ReplyStatus.COMPLETED, Optional.of(FinishReason.LENGTH), null))) {
      var fresh = Sample.message(visitor, Sample.dialog(), node, "Hello");
      var old = answered(fresh, end);

      var again = Sample.begun(replies().continueFrom(visitor, old.id(), Sample.reply(node)));

      assertThat(again.text()).as("%s", end).isEqualTo(Sample.text("Hi"));
    }
  }

  @Test
  void doesNotContinueAReplyThatIsCompleteOrHasNoText() {
    for (var end :
        List.of(
            Sample.completed(),
            end(ReplyStatus.COMPLETED, Optional.of(FinishReason.CONTENT_FILTER), null),
            end(ReplyStatus.FAILED, Optional.empty(), ReplyErrorCode.TOO_LONG))) {
      var old = answered(Sample.message(visitor, Sample.dialog(), node, "Hello"), end);
      assertThat(replies().continueFrom(visitor, old.id(), Sample.reply(node)))
          .as("%s", end)
          .isEqualTo(new Refusal.NotContinuable());
    }
    var silent = Sample.begun(replies().accept(message("Hello")));
    replies().end(node, silent.id(), 1, new ReplyText("Hm.", " \n"), Sample.stopped());
    assertThat(replies().continueFrom(visitor, silent.id(), Sample.reply(node)))
        .isEqualTo(new Refusal.NotContinuable());
    assertThat(newest()).hasSize(2);
  }

  @Test
  void refusesToContinueARunningReplyOneOfAnotherVisitorOrUnderATakenId() {
    var running = Sample.begun(replies().accept(message("one")));
    assertThat(replies().continueFrom(visitor, running.id(), Sample.reply(node)))
        .isEqualTo(new Refusal.ReplyRunning(running.id()));
    replies().end(node, running.id(), 1, Sample.text("Hi"), Sample.stopped());
    var other = answered(message("two"), Sample.stopped());

    assertThat(replies().continueFrom(Sample.visitor(), other.id(), Sample.reply(node)))
        .isEqualTo(new Refusal.NotFound("reply"));
    assertThat(replies().continueFrom(visitor, Sample.reply(node).id(), Sample.reply(node)))
        .isEqualTo(new Refusal.NotFound("reply"));
    var taken = new NewReply(running.id(), node, Sample.MODEL, Sample.REACH);
    assertThat(replies().continueFrom(visitor, other.id(), taken)).isEqualTo(new Refusal.IdTaken());
  }

  private static ReplyEnd end(
      ReplyStatus status, Optional<FinishReason> reason, @Nullable ReplyErrorCode error) {
    return new ReplyEnd(
        status,
        reason,
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(error).map(ReplyError::of),
        Optional.empty(),
        Sample.stopped().at());
  }

  private NewMessage message(String text) {
    return Sample.message(visitor, dialog, node, text);
  }

  private Reply answered(NewMessage message, ReplyEnd end) {
    var reply = Sample.begun(replies().accept(message));
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Hi"), end)).isTrue();
    return reply;
  }

  private List<PathEntry> newest() {
    return dialogs()
        .messages(visitor, dialog, Optional.empty(), Optional.empty(), 10)
        .orElseThrow()
        .items();
  }

  private static List<Message> path(Acceptance acceptance) {
    return ((Acceptance.Begun) acceptance).path();
  }
}
