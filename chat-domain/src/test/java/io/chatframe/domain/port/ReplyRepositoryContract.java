package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Message;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.assistant.AssistantName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ReplyRepository}. */
public abstract class ReplyRepositoryContract {
  private final Visitor visitor = Sample.visitor();
  private final DialogId dialog = Sample.dialog();
  private final NodeId node = Sample.node();

  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #replies}. */
  protected abstract DialogRepository dialogs();

  /** Over the same store as {@link #replies}. */
  protected abstract ReplyJournal journal();

  @Test
  void beginsAnEmptyReplyToTheFirstMessageOfADialog() {
    var message = message("Hello 🙂");

    var acceptance = replies().accept(message);

    var reply = Sample.begun(acceptance);
    assertThat(reply.id()).isEqualTo(message.reply().id());
    assertThat(reply.question()).isEqualTo(message.id());
    assertThat(reply.seq()).isEqualTo(2);
    assertThat(reply.model()).isEqualTo(Sample.MODEL);
    assertThat(reply.lineage()).isEqualTo(Lineage.first());
    assertThat(reply.text()).isEqualTo(ReplyText.EMPTY);
    assertThat(reply.status()).isEqualTo(ReplyStatus.GENERATING);
    assertThat(path(acceptance))
        .singleElement()
        .isInstanceOfSatisfying(
            VisitorMessage.class,
            question -> {
              assertThat(question.text()).isEqualTo("Hello 🙂");
              assertThat(question.seq()).isEqualTo(1);
              assertThat(question.parent()).isEmpty();
            });
    assertThat(replies().find(visitor, reply.id())).contains(reply);
  }

  @Test
  void handsOverThePathToTheQuestionOldestFirst() {
    var first = answered("one", "1");
    var second = replies().accept(message("two"));

    assertThat(path(second)).extracting(Message::seq).containsExactly(1, 2, 3);
    assertThat(path(second).get(1)).isEqualTo(replies().find(visitor, first.id()).orElseThrow());
    assertThat(path(second).getLast().parent()).contains(first.messageId());
    assertThat(Sample.begun(second).seq()).isEqualTo(4);
  }

  @Test
  void handsOverNoMoreOfThePathThanIsAskedFor() {
    for (int i = 0; i < 100; i++) {
      answered("question", "an answer🙂");
    }
    var told = Sample.told(message("last"), "context");

    var begun = Sample.begun(replies().accept(told));

    // 4 and 7 characters, then 10, 8, 10 …
    assertThat(replies().path(begun.id(), 1)).extracting(Message::seq).containsExactly(201);
    assertThat(replies().path(begun.id(), 11)).extracting(Message::seq).containsExactly(200, 201);
    assertThat(replies().path(begun.id(), 21))
        .extracting(Message::seq)
        .containsExactly(199, 200, 201);
    assertThat(replies().path(begun.id(), 1_711))
        .hasSize(190)
        .last()
        .isInstanceOf(VisitorMessage.class);
    assertThat(replies().path(begun.id(), 100_000))
        .hasSize(201)
        .isSortedAccordingTo(Comparator.comparingInt(Message::seq));
    assertThat(replies().path(new ReplyId(UUID.randomUUID()), 10)).isEmpty();
  }

  @Test
  void leavesOtherBranchesOutOfThePath() {
    var first = answered("one", "1");
    answered("two", "2");

    var branch = replies().accept(Sample.after(message("other two"), first.messageId()));

    assertThat(path(branch)).extracting(Message::seq).containsExactly(1, 2, 5);
  }

  @Test
  void keepsWhatTheModelIsToldWithAMessage() {
    var first = Sample.told(message("one"), "<context>\nplan: gold 🙂\n</context>");
    ended(Sample.begun(replies().accept(first)), "1");
    var edit = Sample.beside(Sample.told(message("other"), "<context>…</context>"), first.id());
    ended(Sample.begun(replies().accept(edit)), "2");

    var last = replies().accept(message("two"));

    assertThat(path(last))
        .extracting(ReplyRepositoryContract::context)
        .containsExactly(edit.context(), Optional.empty(), Optional.empty());
  }

  @Test
  void recognisesARepeatedMessageByItsTextAndKeepsItsFirstContext() {
    var message = Sample.told(message("Hello"), "<context>1</context>");
    var reply = ended(Sample.begun(replies().accept(message)), "Hi");

    var again = Sample.told(Sample.again(message), "<context>2</context>");
    assertThat(replies().accept(again))
        .isInstanceOfSatisfying(
            Acceptance.Repeated.class,
            repeated -> assertThat(repeated.reply().id()).isEqualTo(reply.id()));
    var anew = replies().regenerate(visitor, reply.id(), Sample.reply(node));

    assertThat(path(anew))
        .extracting(ReplyRepositoryContract::context)
        .containsExactly(message.context());
  }

  @Test
  void findsTheFirstReplyForARepeatedMessageHoweverItEnded() {
    var message = message("Hello");
    var reply = Sample.begun(replies().accept(message));

    assertThat(replies().accept(Sample.again(message))).isEqualTo(new Acceptance.Repeated(reply));

    replies().end(node, reply.id(), 1, Sample.text("Hi"), Sample.stopped());
    Sample.begun(replies().regenerate(visitor, reply.id(), Sample.reply(node)));
    assertThat(replies().accept(Sample.again(message)))
        .isInstanceOfSatisfying(
            Acceptance.Repeated.class,
            repeated -> {
              assertThat(repeated.reply().id()).isEqualTo(reply.id());
              assertThat(repeated.reply().status()).isEqualTo(ReplyStatus.STOPPED);
            });
  }

  @Test
  void refusesAMessageIdThatNamesSomethingElse() {
    var message = message("Hello");
    var reply = ended(Sample.begun(replies().accept(message)), "Hi");
    var fresh = Sample.dialog();

    assertThat(replies().accept(Sample.again(message, dialog, "Another text")))
        .isEqualTo(new Refusal.IdTaken());
    assertThat(replies().accept(Sample.again(message, fresh, "Hello")))
        .isEqualTo(new Refusal.IdTaken());
    assertThat(dialogs().find(visitor, fresh)).isEmpty();
    var asReply =
        new NewMessage(
            visitor,
            dialog,
            reply.messageId(),
            new Place.NewestLeaf(),
            "Hi",
            Optional.empty(),
            "Title",
            Sample.reply(node));
    assertThat(replies().accept(asReply)).isEqualTo(new Refusal.IdTaken());
    var stranger =
        new NewMessage(
            Sample.visitor(),
            Sample.dialog(),
            message.id(),
            new Place.NewestLeaf(),
            "Hello",
            Optional.empty(),
            "Title",
            Sample.reply(node));
    assertThat(replies().accept(stranger)).isEqualTo(new Refusal.IdTaken());
  }

  @Test
  void treatsADialogOfAnotherVisitorAsMissing() {
    ended(Sample.begun(replies().accept(message("Hello"))), "Hi");
    var otherAssistant = new Visitor(visitor.id(), new AssistantName("other"));

    assertThat(replies().accept(Sample.message(Sample.visitor(), dialog, node, "Mine?")))
        .isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(replies().accept(Sample.message(otherAssistant, dialog, node, "Mine?")))
        .isEqualTo(new Refusal.NotFound("dialog"));
  }

  @Test
  void neverBringsADeletedDialogBack() {
    var message = message("Hello");
    var reply = Sample.begun(replies().accept(message));
    dialogs().delete(visitor, dialog);

    assertThat(replies().accept(Sample.again(message))).isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(replies().accept(message("Another"))).isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(dialogs().find(visitor, dialog)).isEmpty();
    assertThat(replies().find(visitor, reply.id())).isEmpty();
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Hi"), Sample.stopped())).isFalse();
    assertThat(replies().requestStop(visitor, reply.id())).isFalse();
  }

  @Test
  void refusesAParentThatIsNoReplyOfTheDialog() {
    var message = message("Hello");
    var reply = ended(Sample.begun(replies().accept(message)), "Hi");
    var elsewhere = Sample.message(visitor, Sample.dialog(), node, "Elsewhere");

    assertThat(replies().accept(Sample.after(elsewhere, reply.messageId())))
        .isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(dialogs().find(visitor, elsewhere.dialog())).isEmpty();
    assertThat(replies().accept(Sample.after(message("After?"), Sample.message())))
        .isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(replies().accept(Sample.after(message("After?"), message.id())))
        .isEqualTo(new Refusal.NotFound("dialog"));
  }

  @Test
  void isBusyWhileTheDialogGeneratesAReply() {
    var running = Sample.begun(replies().accept(message("Hello")));

    assertThat(replies().accept(message("And?"))).isEqualTo(new Refusal.ReplyRunning(running.id()));
    assertThat(replies().regenerate(visitor, running.id(), Sample.reply(node)))
        .isEqualTo(new Refusal.ReplyRunning(running.id()));

    ended(running, "Hi");
    assertThat(Sample.begun(replies().accept(message("And?"))).seq()).isEqualTo(4);
  }

  @Test
  void acceptsOneOfSixteenEqualMessagesSentAtOnce() {
    var message = message("Hello");
    var works = works(i -> Sample.again(message));

    var acceptances = Sample.atOnce(works);

    assertThat(acceptances.stream().filter(Acceptance.Begun.class::isInstance)).hasSize(1);
    var begun =
        acceptances.stream()
            .filter(Acceptance.Begun.class::isInstance)
            .map(Sample::begun)
            .findFirst()
            .orElseThrow();
    assertThat(acceptances.stream().filter(new Acceptance.Repeated(begun)::equals)).hasSize(15);
  }

  @Test
  void acceptsOneOfSixteenDifferentMessagesSentAtOnceAndNamesItsReplyToTheOthers() {
    var acceptances = Sample.atOnce(works(i -> message("Hello " + i)));

    var begun =
        acceptances.stream().filter(Acceptance.Begun.class::isInstance).map(Sample::begun).toList();
    assertThat(begun).hasSize(1);
    assertThat(acceptances.stream().filter(new Refusal.ReplyRunning(begun.getFirst().id())::equals))
        .hasSize(15);
    assertThat(Sample.begun(replies().accept(next(begun.getFirst()))).seq()).isEqualTo(4);
  }

  @Test
  void givesAnIdToOneOfSixteenDialogsThatClaimItAtOnce() {
    var message = message("Hello");

    var acceptances = Sample.atOnce(works(i -> Sample.again(message, Sample.dialog(), "Hello")));

    assertThat(acceptances.stream().filter(Acceptance.Begun.class::isInstance)).hasSize(1);
    assertThat(acceptances.stream().filter(Refusal.IdTaken.class::isInstance)).hasSize(15);
  }

  @Test
  void recallsWhatARepeatWouldBeAnsweredAndStoresNothing() {
    var message = message("Hello");
    assertThat(replies().recall(visitor, dialog, message.id(), "Hello")).isEmpty();
    var reply = Sample.begun(replies().accept(message));

    assertThat(replies().recall(visitor, dialog, message.id(), "Hello"))
        .contains(new Acceptance.Repeated(reply));
    assertThat(replies().recall(visitor, dialog, message.id(), "Other"))
        .contains(new Refusal.IdTaken());
    assertThat(replies().recall(visitor, Sample.dialog(), message.id(), "Hello"))
        .contains(new Refusal.IdTaken());
    assertThat(replies().recall(Sample.visitor(), dialog, message.id(), "Hello")).isEmpty();

    dialogs().delete(visitor, dialog);
    assertThat(replies().recall(visitor, dialog, message.id(), "Hello")).isEmpty();
  }

  @Test
  void regeneratesBesideAReplyThatEnded() {
    var old = answered("Hello", "Hi");
    var wish = Sample.reply(node);

    var acceptance = replies().regenerate(visitor, old.id(), wish);

    var reply = Sample.begun(acceptance);
    assertThat(reply.id()).isEqualTo(wish.id());
    assertThat(reply.question()).isEqualTo(old.question());
    assertThat(reply.seq()).isEqualTo(3);
    assertThat(path(acceptance)).extracting(Message::messageId).containsExactly(old.question());
    assertThat(replies().regenerate(visitor, old.id(), wish))
        .isEqualTo(new Acceptance.Repeated(reply));
  }

  @Test
  void refusesToRegenerateAReplyOfAnotherVisitorOrUnderATakenId() {
    var old = answered("Hello", "Hi");
    var other = answered("More", "Yes");

    assertThat(replies().regenerate(Sample.visitor(), old.id(), Sample.reply(node)))
        .isEqualTo(new Refusal.NotFound("reply"));
    assertThat(replies().regenerate(visitor, Sample.reply(node).id(), Sample.reply(node)))
        .isEqualTo(new Refusal.NotFound("reply"));
    assertThat(
            replies()
                .regenerate(
                    visitor, old.id(), new NewReply(other.id(), node, Sample.MODEL, Sample.REACH)))
        .isEqualTo(new Refusal.IdTaken());
  }

  private NewMessage message(String text) {
    return Sample.message(visitor, dialog, node, text);
  }

  private NewMessage next(Reply running) {
    ended(running, "Hi");
    return message("Next");
  }

  private Reply answered(String question, String answer) {
    return ended(Sample.begun(replies().accept(message(question))), answer);
  }

  private Reply ended(Reply reply, String text) {
    assertThat(replies().end(node, reply.id(), 1, Sample.text(text), Sample.stopped())).isTrue();
    return reply;
  }

  private List<Callable<Acceptance>> works(IntFunction<NewMessage> message) {
    return IntStream.range(0, 16)
        .mapToObj(i -> (Callable<Acceptance>) () -> replies().accept(message.apply(i)))
        .toList();
  }

  private static Optional<String> context(Message message) {
    return message instanceof VisitorMessage asked ? asked.context() : Optional.empty();
  }

  private static List<Message> path(Acceptance acceptance) {
    return ((Acceptance.Begun) acceptance).path();
  }
}
