package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link DialogRepository}. */
public abstract class DialogRepositoryContract {
  private final Visitor visitor = Sample.visitor();
  private final DialogId dialog = Sample.dialog();
  private final NodeId node = Sample.node();

  protected abstract DialogRepository dialogs();

  /** Over the same store as {@link #dialogs}. */
  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #dialogs}. */
  protected abstract ReplyJournal journal();

  @Test
  void returnsADialogAndItsRunningReply() {
    var reply = ask(dialog, "Hello");

    var found = dialogs().find(visitor, dialog).orElseThrow();

    assertThat(found.title()).isEqualTo("Title of Hello");
    assertThat(found.visitor()).isEqualTo(visitor);
    assertThat(found.running()).contains(reply.id());
    assertThat(found.updatedAt()).isAfterOrEqualTo(found.createdAt());
    end(reply, "Hi");
    assertThat(dialogs().find(visitor, dialog).flatMap(Dialog::running)).isEmpty();
  }

  @Test
  void showsHowTheNewestTextOfADialogBegins() {
    var reply = ask(dialog, "Hello");

    assertThat(preview()).contains("Hello");
    end(reply, "😀".repeat(Dialog.PREVIEW) + " and more");
    assertThat(preview()).contains("😀".repeat(Dialog.PREVIEW));
    assertThat(dialogs().find(visitor, dialog).flatMap(Dialog::preview)).isEqualTo(preview());
  }

  private Optional<String> preview() {
    return dialogs()
        .list(visitor, Optional.empty(), Optional.empty(), 1)
        .items()
        .getFirst()
        .preview();
  }

  @Test
  void hidesADialogFromEveryoneElse() {
    ask(dialog, "Hello");

    for (var other :
        List.of(Sample.visitor(), new Visitor(visitor.id(), new AssistantName("other")))) {
      assertThat(dialogs().find(other, dialog)).isEmpty();
      assertThat(dialogs().list(other, Optional.empty(), Optional.empty(), 10).items()).isEmpty();
      assertThat(dialogs().messages(other, dialog, Optional.empty(), Optional.empty(), 10))
          .isEmpty();
      assertThat(dialogs().rename(other, dialog, "Mine")).isEmpty();
      assertThat(dialogs().delete(other, dialog)).isEmpty();
    }
    assertThat(dialogs().find(visitor, dialog).map(Dialog::title)).contains("Title of Hello");
  }

  @Test
  void listsTheLastUpdatedFirstInPages() {
    var ids = IntStream.range(0, 5).mapToObj(i -> Sample.dialog()).toList();
    ids.forEach(id -> end(ask(id, "Hello"), "Hi"));
    dialogs().rename(visitor, ids.getFirst(), "Renamed");

    var listed = new ArrayList<DialogId>();
    var page = dialogs().list(visitor, Optional.empty(), Optional.empty(), 2);
    page.items().forEach(item -> listed.add(item.id()));
    while (page.next().isPresent()) {
      page = dialogs().list(visitor, Optional.empty(), page.next(), 2);
      page.items().forEach(item -> listed.add(item.id()));
    }

    assertThat(listed).hasSize(5).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(listed).isEqualTo(byUpdate(ids));
  }

  @Test
  void movesADialogToTheTopWhenItsReplyEnds() {
    var reply = ask(dialog, "Hello");
    var before = dialogs().find(visitor, dialog).orElseThrow().updatedAt();

    end(reply, "Hi");

    assertThat(dialogs().find(visitor, dialog).orElseThrow().updatedAt()).isAfterOrEqualTo(before);
  }

  @Test
  void searchesTitlesAndTextsInAnyCaseAndTreatsWildcardsLiterally() {
    end(ask(dialog, "Growing tomatoes"), "Water them daily, 100% sure_thing \\o/");
    end(ask(Sample.dialog(), "Something else"), "No");

    assertThat(search("TITLE OF growing")).containsExactly(dialog);
    assertThat(search("tomatoes")).containsExactly(dialog);
    assertThat(search("WATER THEM")).containsExactly(dialog);
    assertThat(search("100% sure_thing \\o")).containsExactly(dialog);
    assertThat(search("Gr%toes")).isEmpty();
    assertThat(search("T_tle")).isEmpty();
    assertThat(search("e")).hasSize(2);
  }

  @Test
  void refusesAnInventedPageCursor() {
    IntStream.range(0, 3).forEach(i -> ask(Sample.dialog(), "Hello"));
    end(ask(dialog, "Hello"), "Hi");
    var page = dialogs().list(visitor, Optional.empty(), Optional.empty(), 1).next().orElseThrow();
    var messages = page(Optional.empty(), Optional.empty(), 1).next().orElseThrow();

    for (var bad : List.of("", "x", "AAAA", page + "A", "A" + page, changed(page), messages)) {
      assertThatThrownBy(() -> dialogs().list(visitor, Optional.empty(), Optional.of(bad), 1))
          .as(bad)
          .isInstanceOf(InvalidPageException.class);
    }
    for (var bad : List.of("", "x", messages + "A", changed(messages), page)) {
      assertThatThrownBy(() -> page(Optional.empty(), Optional.of(bad), 1))
          .as(bad)
          .isInstanceOf(InvalidPageException.class);
    }
    var elsewhere = Sample.dialog();
    ask(elsewhere, "Hello");
    assertThatThrownBy(() ->
            dialogs().messages(visitor, elsewhere, Optional.empty(), Optional.of(messages), 1))
        .isInstanceOf(InvalidPageException.class);
  }

  @Test
  void returnsThePathInPagesFromItsNewestEnd() {
    end(ask(dialog, "one"), "1");
    end(ask(dialog, "two"), "2");
    ask(dialog, "three");

    var newest = page(Optional.empty(), Optional.empty(), 4);
    assertThat(seqs(newest)).containsExactly(3, 4, 5, 6);
    end(running(), "3");
    ask(dialog, "four");
    var oldest = page(Optional.empty(), newest.next(), 4);
    assertThat(seqs(oldest)).containsExactly(1, 2);
    assertThat(oldest.next()).isEmpty();
    assertThat(seqs(page(Optional.empty(), Optional.empty(), 8)))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void showsTheJournalledTextOfARunningReply() {
    var reply = ask(dialog, "Hello");
    journal().append(node, List.of(Sample.piece(reply, 0, "So far")));

    var shown = page(Optional.empty(), Optional.empty(), 10).items().getLast().message();

    assertThat(shown)
        .isInstanceOfSatisfying(
            Reply.class, running -> assertThat(running.text()).isEqualTo(Sample.text("So far")));
  }

  @Test
  void showsBranchesAsSiblingsAndFollowsALeafToItsNewestDescendant() {
    var first = end(ask(dialog, "one"), "1");
    var second = end(ask(dialog, "two"), "2");
    var again =
        end(Sample.begun(replies().regenerate(visitor, first.id(), Sample.reply(node))), "1b");
    var below =
        end(
            Sample.begun(
                replies()
                    .accept(
                        Sample.after(
                            Sample.message(visitor, dialog, node, "two b"), again.messageId()))),
            "2b");

    var newest = page(Optional.empty(), Optional.empty(), 10);
    assertThat(seqs(newest)).containsExactly(1, 5, 6, 7);
    assertThat(newest.items().get(1).siblings())
        .containsExactly(first.messageId(), again.messageId());
    assertThat(newest.items().getFirst().siblings()).hasSize(1);

    assertThat(seqs(page(Optional.of(first.messageId()), Optional.empty(), 10)))
        .containsExactly(1, 2, 3, 4);
    assertThat(seqs(page(Optional.of(first.question()), Optional.empty(), 10)))
        .containsExactly(1, 5, 6, 7);
    assertThat(seqs(page(Optional.of(second.messageId()), Optional.empty(), 2)))
        .containsExactly(3, 4);
    assertThat(page(Optional.of(below.messageId()), Optional.empty(), 10)).isEqualTo(newest);
  }

  @Test
  void findsNoLeafOfAnotherDialog() {
    ask(dialog, "Hello");
    var elsewhere = ask(Sample.dialog(), "Hello");

    assertThat(
            dialogs()
                .messages(
                    visitor, dialog, Optional.of(elsewhere.messageId()), Optional.empty(), 10))
        .isEmpty();
  }

  @Test
  void renames() {
    ask(dialog, "Hello");

    var renamed = dialogs().rename(visitor, dialog, "Another title");

    assertThat(renamed.map(Dialog::title)).contains("Another title");
    assertThat(dialogs().find(visitor, dialog)).isEqualTo(renamed);
    assertThat(dialogs().rename(visitor, Sample.dialog(), "None")).isEmpty();
  }

  @Test
  void deletesADialogWithEverythingInItEvenWhileGenerating() {
    end(ask(dialog, "one"), "1");
    var reply = ask(dialog, "two");
    journal().append(node, List.of(Sample.piece(reply, 0, "So far")));

    var deleted = dialogs().delete(visitor, dialog);

    assertThat(deleted.flatMap(Dialog::running)).contains(reply.id());
    assertThat(dialogs().find(visitor, dialog)).isEmpty();
    assertThat(dialogs().delete(visitor, dialog)).isEmpty();
    assertThat(replies().find(visitor, reply.id())).isEmpty();
    assertThat(journal().append(node, List.of(Sample.piece(reply, 6, " more")))).isEmpty();
  }

  private Reply ask(DialogId id, String text) {
    return Sample.begun(replies().accept(Sample.message(visitor, id, node, text)));
  }

  private Reply end(Reply reply, String text) {
    assertThat(replies().end(node, reply.id(), 1, Sample.text(text), Sample.stopped())).isTrue();
    return reply;
  }

  private Reply running() {
    var reply = dialogs().find(visitor, dialog).flatMap(Dialog::running).orElseThrow();
    return replies().find(visitor, reply).orElseThrow();
  }

  private List<DialogId> search(String text) {
    return dialogs().list(visitor, Optional.of(text), Optional.empty(), 10).items().stream()
        .map(Dialog::id)
        .toList();
  }

  private List<DialogId> byUpdate(List<DialogId> ids) {
    return ids.stream()
        .map(id -> dialogs().find(visitor, id).orElseThrow())
        .sorted(InMemoryPages.NEWEST_FIRST)
        .map(Dialog::id)
        .toList();
  }

  private Page<PathEntry> page(Optional<MessageId> leaf, Optional<String> before, int limit) {
    return dialogs().messages(visitor, dialog, leaf, before, limit).orElseThrow();
  }

  private static List<Integer> seqs(Page<PathEntry> page) {
    return page.items().stream().map(PathEntry::message).map(Message::seq).toList();
  }

  private static String changed(String cursor) {
    int middle = cursor.length() / 2;
    char other = cursor.charAt(middle) == 'A' ? 'B' : 'A';
    return cursor.substring(0, middle) + other + cursor.substring(middle + 1);
  }
}
