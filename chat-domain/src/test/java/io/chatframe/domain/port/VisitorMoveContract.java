package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every store for visitors who become identified. */
public abstract class VisitorMoveContract {
  private final Visitor anonymous = Sample.visitor();
  private final Visitor identified = Sample.visitor();
  private final NodeId node = Sample.node();

  protected abstract DialogRepository dialogs();

  /** Over the same store as {@link #dialogs}. */
  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #dialogs}. */
  protected abstract ReplyJournal journal();

  /** Does what otherwise happens in the background, such as updating search blocks. */
  protected abstract void keepHouse();

  @Test
  void keepsAllDialogsAndFindsThem() {
    var mine = IntStream.range(0, 30).mapToObj(_ -> Sample.dialog()).toList();
    mine.forEach(dialog -> end(ask(anonymous, dialog, "Question"), "needle"));
    keepHouse();
    var own = Sample.dialog();
    end(ask(identified, own, "Question"), "needle");

    assertThat(dialogs().move(anonymous, identified.id())).isTrue();

    var all = new HashSet<>(mine);
    all.add(own);
    assertThat(all(identified, Optional.empty())).isEqualTo(all);
    assertThat(all(identified, Optional.of("needle"))).isEqualTo(all);
    keepHouse();
    assertThat(all(identified, Optional.of("needle"))).isEqualTo(all);
    assertThat(all(anonymous, Optional.empty())).isEmpty();
    assertThat(dialogs().find(anonymous, mine.getFirst())).isEmpty();
  }

  @Test
  void endsTheAnonymousVisitor() {
    var dialog = Sample.dialog();
    var message = Sample.message(anonymous, dialog, node, "Hello");
    var reply = end(Sample.begun(replies().accept(message)), "Hi");
    dialogs().move(anonymous, identified.id());

    assertThat(replies().accept(Sample.message(anonymous, Sample.dialog(), node, "Late")))
        .isEqualTo(new Refusal.VisitorErased());
    assertThat(replies().accept(Sample.message(anonymous, dialog, node, "Late")))
        .isEqualTo(new Refusal.VisitorErased());
    assertThat(replies().regenerate(anonymous, reply.id(), Sample.reply(node)))
        .isEqualTo(new Refusal.NotFound("reply"));

    var again = Sample.again(message);
    var repeated =
        new NewMessage(
            identified,
            dialog,
            again.id(),
            again.place(),
            again.text(),
            again.context(),
            again.title(),
            again.reply());
    assertThat(replies().accept(repeated)).isInstanceOf(Acceptance.Repeated.class);
  }

  @Test
  void letsARunningReplyGoOn() {
    var dialog = Sample.dialog();
    var reply = ask(anonymous, dialog, "Hello");

    dialogs().move(anonymous, identified.id());

    assertThat(journal().append(node, List.of(Sample.piece(reply, 0, "Hi")))).hasSize(1);
    assertThat(replies().find(anonymous, reply.id())).isEmpty();
    assertThat(replies().find(identified, reply.id()).orElseThrow().text().text()).isEqualTo("Hi");
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Hi"), Sample.stopped())).isTrue();
    assertThat(replies().find(identified, reply.id()).orElseThrow().end()).isPresent();
  }

  @Test
  void changesNothingTheSecondTime() {
    ask(anonymous, Sample.dialog(), "Hello");
    var other = Sample.visitor();

    assertThat(dialogs().move(anonymous, identified.id())).isTrue();
    assertThat(dialogs().move(anonymous, identified.id())).isTrue();
    assertThat(dialogs().move(anonymous, other.id())).isTrue();

    assertThat(all(identified, Optional.empty())).hasSize(1);
    assertThat(all(other, Optional.empty())).isEmpty();
  }

  @Test
  void storesNothingForAVisitorWithoutDialogs() {
    assertThat(dialogs().move(anonymous, identified.id())).isTrue();

    ask(anonymous, Sample.dialog(), "Hello");
    assertThat(all(anonymous, Optional.empty())).hasSize(1);
  }

  @Test
  void leavesOthersAndOtherAssistantsAlone() {
    var elsewhere = new Visitor(anonymous.id(), new AssistantName("other"));
    var stranger = Sample.visitor();
    for (var visitor : List.of(anonymous, elsewhere, stranger)) {
      ask(visitor, Sample.dialog(), "Hello");
    }

    dialogs().move(anonymous, identified.id());

    assertThat(all(elsewhere, Optional.empty())).hasSize(1);
    assertThat(all(stranger, Optional.empty())).hasSize(1);
    ask(elsewhere, Sample.dialog(), "Hello");
  }

  @Test
  void movesNothingToOrFromAnErasedVisitor() {
    ask(identified, Sample.dialog(), "Hello");
    dialogs().erase(identified);
    ask(anonymous, Sample.dialog(), "Hello");

    assertThat(dialogs().move(anonymous, identified.id())).isFalse();
    assertThat(all(anonymous, Optional.empty())).hasSize(1);

    dialogs().erase(anonymous);
    var next = Sample.visitor();
    assertThat(dialogs().move(anonymous, next.id())).isTrue();
    assertThat(all(next, Optional.empty())).isEmpty();
  }

  @Test
  void losesAndDividesNothingUnderConcurrency() {
    var other = Sample.visitor();
    var begun = IntStream.range(0, 3).mapToObj(_ -> Sample.dialog()).toList();
    begun.forEach(dialog -> end(ask(anonymous, dialog, "Hello"), "Hi"));
    var works = new ArrayList<Callable<Object>>();
    for (int i = 0; i < 4; i++) {
      works.add(() -> dialogs().move(anonymous, identified.id()));
      works.add(() -> dialogs().move(anonymous, other.id()));
      begun.forEach(dialog ->
          works.add(() -> replies().accept(Sample.message(anonymous, dialog, node, "More"))));
      works.add(() -> replies().accept(Sample.message(anonymous, Sample.dialog(), node, "More")));
    }

    var results = Sample.atOnce(works);

    long more = results.stream().filter(Acceptance.Begun.class::isInstance).count();
    var first = all(identified, Optional.empty());
    var second = all(other, Optional.empty());
    assertThat(first.isEmpty()).isNotEqualTo(second.isEmpty());
    var all = first.isEmpty() ? second : first;
    assertThat(all).containsAll(begun);
    assertThat(all.size()).isLessThanOrEqualTo(begun.size() + (int) more);
    assertThat(all(anonymous, Optional.empty())).isEmpty();
  }

  private Reply ask(Visitor asking, DialogId dialog, String text) {
    return Sample.begun(replies().accept(Sample.message(asking, dialog, node, text)));
  }

  private Reply end(Reply reply, String text) {
    replies().end(node, reply.id(), 1, Sample.text(text), Sample.stopped());
    return reply;
  }

  private Set<DialogId> all(Visitor of, Optional<String> search) {
    return dialogs().list(of, search, Optional.empty(), 100).items().stream()
        .map(Dialog::id)
        .collect(Collectors.toSet());
  }
}
