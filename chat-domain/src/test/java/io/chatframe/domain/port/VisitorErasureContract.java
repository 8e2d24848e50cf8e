package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every store for erasing visitors. */
public abstract class VisitorErasureContract {
  private final Visitor visitor = Sample.visitor();
  private final NodeId node = Sample.node();

  protected abstract DialogRepository dialogs();

  /** Over the same store as {@link #dialogs}. */
  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #dialogs}. */
  protected abstract ReplyJournal journal();

  /** Deletes the remaining rows of erasures, which otherwise happens in the background. */
  protected abstract void purge();

  @Test
  void deletesAllDialogsOfTheVisitorHoweverMany() {
    var mine = IntStream.range(0, 45).mapToObj(i -> Sample.dialog()).toList();
    mine.forEach(dialog -> ask(visitor, dialog));

    assertThat(dialogs().erase(visitor)).isEqualTo(Erasure.RUNNING);

    assertThat(all(visitor)).isEmpty();
    assertThat(dialogs().erasure(visitor)).isEqualTo(Erasure.RUNNING);
    assertThat(dialogs().erase(visitor)).isEqualTo(Erasure.RUNNING);
    purge();
    assertThat(dialogs().erasure(visitor)).isEqualTo(Erasure.DONE);
    assertThat(dialogs().erase(visitor)).isEqualTo(Erasure.DONE);
    assertThat(all(visitor)).isEmpty();
  }

  @Test
  void findsNothingOfAnErasedVisitorImmediately() {
    var dialog = Sample.dialog();
    var message = Sample.message(visitor, dialog, node, "Hello");
    var reply = Sample.begun(replies().accept(message));
    replies().end(node, reply.id(), 1, Sample.text("Hi"), Sample.stopped());

    dialogs().erase(visitor);

    assertThat(dialogs().list(visitor, Optional.of("Hello"), Optional.empty(), 9).items())
        .isEmpty();
    assertThat(dialogs().find(visitor, dialog)).isEmpty();
    assertThat(dialogs().messages(visitor, dialog, Optional.empty(), Optional.empty(), 9))
        .isEmpty();
    assertThat(dialogs().dialogOf(visitor, message.id())).isEmpty();
    assertThat(dialogs().rename(visitor, dialog, "Late")).isEmpty();
    assertThat(dialogs().delete(visitor, dialog)).isEmpty();
    assertThat(replies().find(visitor, reply.id())).isEmpty();
    assertThat(replies().requestStop(visitor, reply.id())).isFalse();
    assertThat(replies().regenerate(visitor, reply.id(), Sample.reply(node)))
        .isEqualTo(new Refusal.NotFound("reply"));
  }

  @Test
  void storesNothingForAVisitorWithoutDialogs() {
    assertThat(dialogs().erase(visitor)).isEqualTo(Erasure.NONE);

    assertThat(dialogs().erasure(visitor)).isEqualTo(Erasure.NONE);
    ask(visitor, Sample.dialog());
    assertThat(all(visitor)).hasSize(1);
  }

  @Test
  void leavesOthersAndOtherAssistantsAlone() {
    var stranger = Sample.visitor();
    var elsewhere = new Visitor(visitor.id(), new AssistantName("other"));
    ask(visitor, Sample.dialog());
    ask(stranger, Sample.dialog());
    ask(elsewhere, Sample.dialog());

    dialogs().erase(visitor);

    for (var other : List.of(stranger, elsewhere)) {
      assertThat(all(other)).hasSize(1);
      assertThat(dialogs().erasure(other)).isEqualTo(Erasure.NONE);
      ask(other, Sample.dialog());
    }
  }

  @Test
  void aLateMessageRestoresNothing() {
    var dialog = Sample.dialog();
    var message = Sample.message(visitor, dialog, node, "Hello");
    replies().accept(message);

    dialogs().erase(visitor);

    assertThat(replies().accept(Sample.again(message))).isEqualTo(new Refusal.VisitorErased());
    assertThat(replies().accept(Sample.message(visitor, Sample.dialog(), node, "New")))
        .isEqualTo(new Refusal.VisitorErased());
    assertThat(replies().recall(visitor, dialog, message.id(), "Hello")).isEmpty();
    assertThat(replies().accept(Sample.message(Sample.visitor(), dialog, node, "Taken?")))
        .isEqualTo(new Refusal.NotFound("dialog"));
    assertThat(all(visitor)).isEmpty();
  }

  @Test
  void takesRunningRepliesFromTheirOwner() {
    var reply = ask(visitor, Sample.dialog());

    dialogs().erase(visitor);

    assertThat(journal().append(node, List.of(Sample.piece(reply, 0, "Hi")))).isEqualTo(Map.of());
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Hi"), Sample.stopped())).isFalse();
    assertThat(replies().find(visitor, reply.id())).isEmpty();
    assertThat(replies().takeOver(node, Sample.node(), 10, 3)).isEmpty();
  }

  @Test
  void missesNoDialogThatIsBegunAtTheSameMoment() {
    ask(visitor, Sample.dialog());
    var works = new ArrayList<Callable<Object>>();
    for (int i = 0; i < 15; i++) {
      works.add(() -> replies().accept(Sample.message(visitor, Sample.dialog(), node, "Hello")));
    }
    works.add(7, () -> dialogs().erase(visitor));

    Sample.atOnce(works);

    assertThat(all(visitor)).isEmpty();
  }

  private Reply ask(Visitor asking, DialogId dialog) {
    return Sample.begun(replies().accept(Sample.message(asking, dialog, node, "Hello")));
  }

  private List<?> all(Visitor of) {
    return dialogs().list(of, Optional.empty(), Optional.empty(), 100).items();
  }
}
