package io.chatframe.adapter.persistence.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.ReplyRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search results do not depend on whether all, some or none of the messages are in blocks. */
final class DialogSearchTest {
  private static final NodeId NODE = new NodeId(UUID.randomUUID());

  private final TestDatabase database = TestDatabase.shared();
  private final DialogRepository dialogs = database.dialogs();
  private final ReplyRepository replies = database.replies();
  private final Visitor visitor =
      new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  private final DialogId dialog = new DialogId(UUID.randomUUID());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t",
        "to",
        "tom",
        "Tomatoes",
        "GROWING TOM",
        "100% sure_thing",
        "\\o/",
        "g t",
        "Title of",
        "西",
        "西红",
        "西红柿应该",
        "помидоры",
        "ПОМИДОРЫ НА",
        "n 🙂",
        "last word"
      })
  void findsTextsInTitlesQuestionsAndAnswersInAnyCase(String text) {
    ask("Other", new DialogId(UUID.randomUUID()), "Nothing of it");
    var reply = ask("Title of it", dialog, "Growing tomatoes n 🙂 Помидоры на балконе");
    end(reply, "100% sure_thing \\o/ 西红柿应该浇水 " + "x".repeat(3_000) + " last word");

    assertThat(search(text)).contains(dialog);
    database.keepHouse();
    assertThat(search(text)).contains(dialog);
    end(ask("", dialog, "More"), "And more");
    assertThat(search(text)).contains(dialog);
    database.keepHouse();
    assertThat(search(text)).contains(dialog);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "gr%toes", "T_tle", "tomatoes growing", "qxzyw", "多"})
  void findsNothingWhereTheTextIsNot(String text) {
    end(ask("Title", dialog, "Growing tomatoes"), "Water them daily");

    assertThat(search(text)).isEmpty();
    database.keepHouse();
    assertThat(search(text)).isEmpty();
  }

  @Test
  void finishesManyShortAndVeryLongMessages() {
    for (int i = 0; i < 80; i++) {
      end(ask("Title", dialog, "ok"), "ok");
    }
    end(ask("Title", dialog, "ok"), "long ".repeat(60_000) + "needle");
    end(ask("Title", dialog, "ok"), "x".repeat(150_000));
    database.keepHouse();
    end(ask("Title", dialog, "ok"), "last");
    database.keepHouse();

    int behind =
        database
            .database()
            .statement(jdbc ->
                jdbc.sql("SELECT next_seq - 1 - searched_seq FROM dialog WHERE id = :dialog")
                    .param("dialog", dialog.value())
                    .query(Integer.class)
                    .single());
    assertThat(behind).isZero();
    assertThat(search("needle")).containsExactly(dialog);
    assertThat(search("last")).containsExactly(dialog);
  }

  @Test
  void findsWhatIsInAnotherBranch() {
    var first = ask("Title", dialog, "Question");
    end(first, "First answer");
    database.keepHouse();
    var again = (Acceptance.Begun) replies.regenerate(visitor, first.id(), reply());
    end(again.reply(), "Second answer");

    assertThat(search("second")).containsExactly(dialog);
    database.keepHouse();
    assertThat(search("first")).containsExactly(dialog);
    assertThat(search("second")).containsExactly(dialog);
  }

  @Test
  void findsARenamedDialogByItsNewTitleOnly() {
    end(ask("Before", dialog, "Question"), "Answer");
    database.keepHouse();

    dialogs.rename(visitor, dialog, "After");

    assertThat(search("after")).containsExactly(dialog);
    assertThat(search("before")).isEmpty();
  }

  @Test
  void leavesNothingOfADeletedDialogInTheBlocks() {
    end(ask("Title", dialog, "Question"), "Answer");
    database.keepHouse();
    assertThat(blocks()).isPositive();

    dialogs.delete(visitor, dialog);

    assertThat(search("question")).isEmpty();
    assertThat(blocks()).isZero();
    database.keepHouse();
    assertThat(blocks()).isZero();
  }

  @Test
  void returnsPagesNewestFirst() {
    List<DialogId> ids = Stream.generate(() -> new DialogId(UUID.randomUUID())).limit(5).toList();
    ids.forEach(id -> end(ask("Title", id, "Question"), "Answer"));
    database.keepHouse();

    var first = dialogs.list(visitor, Optional.of("QUEST"), Optional.empty(), 3);
    var second = dialogs.list(visitor, Optional.of("QUEST"), first.next(), 3);

    assertThat(first.items())
        .extracting(Dialog::id)
        .containsExactlyElementsOf(ids.reversed().subList(0, 3));
    assertThat(second.items())
        .extracting(Dialog::id)
        .containsExactlyElementsOf(ids.reversed().subList(3, 5));
    assertThat(second.next()).isEmpty();
  }

  private long blocks() {
    return database
        .database()
        .statement(jdbc ->
            jdbc.sql("SELECT count(*) FROM search_block WHERE dialog = :dialog")
                .param("dialog", dialog.value())
                .query(Long.class)
                .single());
  }

  private List<DialogId> search(String text) {
    return dialogs.list(visitor, Optional.of(text), Optional.empty(), 10).items().stream()
        .map(Dialog::id)
        .toList();
  }

  private Reply ask(String title, DialogId in, String text) {
    var message =
        new NewMessage(
            visitor,
            in,
            new MessageId(UUID.randomUUID()),
            new Place.NewestLeaf(),
            text,
            Optional.empty(),
            title,
            reply());
    return ((Acceptance.Begun) replies.accept(message)).reply();
  }

  private void end(Reply reply, String text) {
    var end =
        new ReplyEnd(
            ReplyStatus.STOPPED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH);
    assertThat(replies.end(NODE, reply.id(), 1, new ReplyText("", text), end)).isTrue();
  }

  private static NewReply reply() {
    return new NewReply(new ReplyId(UUID.randomUUID()), NODE, "model-1", 1_000);
  }
}
