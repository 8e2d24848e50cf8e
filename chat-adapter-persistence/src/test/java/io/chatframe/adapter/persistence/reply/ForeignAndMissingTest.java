package io.chatframe.adapter.persistence.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.connection.CountedStatements;
import io.chatframe.adapter.persistence.dialog.Housekeeping;
import io.chatframe.adapter.persistence.dialog.JdbcDialogRepository;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.ReplyRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Foreign and missing things are indistinguishable, both by the response and by the work it takes:
 * the response time depends on the statements and the rows that they return.
 */
final class ForeignAndMissingTest {
  private static final TestDatabase SHARED = TestDatabase.shared();
  private static final Place NEWEST = new Place.NewestLeaf();
  private static CountedStatements counted;
  private static ReplyRepository replies;
  private static DialogRepository dialogs;

  private final Visitor asking = visitor();
  private final NodeId node = new NodeId(UUID.randomUUID());
  private final NewMessage foreign = sent(visitor(), new DialogId(UUID.randomUUID()), NEWEST);
  private final NewMessage missing = sent(visitor(), new DialogId(UUID.randomUUID()), NEWEST);

  @BeforeAll
  static void open() {
    counted = new CountedStatements(SHARED.address());
    replies = new JdbcReplyRepository(counted.database());
    dialogs = new JdbcDialogRepository(counted.database(), new Housekeeping(counted.database()));
  }

  @AfterAll
  static void close() {
    counted.close();
  }

  /** A request for something by its ids. */
  private interface Ask {
    Object of(DialogId dialog, MessageId message, ReplyId reply);
  }

  @Test
  void takeTheSameStatementsToReadADialog() {
    same((dialog, message, reply) -> dialogs.find(asking, dialog));
    same((dialog, message, reply) ->
        dialogs.messages(asking, dialog, Optional.empty(), Optional.empty(), 50));
    same((dialog, message, reply) ->
        dialogs.messages(asking, dialog, Optional.of(message), Optional.empty(), 50));
  }

  @Test
  void takeTheSameStatementsToRenameAndToDeleteADialog() {
    same((dialog, message, reply) -> dialogs.rename(asking, dialog, "Mine"));
    same((dialog, message, reply) -> dialogs.delete(asking, dialog));
  }

  @Test
  void takeTheSameStatementsToSendIntoADialogAfterAMessageOfIt() {
    same((dialog, message, reply) ->
        replies.accept(sent(asking, dialog, new Place.After(reply.message()))));
    same((dialog, message, reply) ->
        replies.accept(sent(asking, dialog, new Place.Beside(message))));
  }

  @Test
  void takeTheSameStatementsToEditAMessage() {
    same((dialog, message, reply) -> dialogs.dialogOf(asking, message));
  }

  @Test
  void takeTheSameStatementsToFindAMessageThatWasSentBefore() {
    same((dialog, message, reply) -> replies.recall(asking, dialog, message, "Hi"));
  }

  @Test
  void takeTheSameStatementsToReadAndToStopAReply() {
    same((dialog, message, reply) -> replies.find(asking, reply));
    same((dialog, message, reply) -> replies.requestStop(asking, reply));
  }

  @Test
  void takeTheSameStatementsToRegenerateAndToContinueAReply() {
    same((dialog, message, reply) -> replies.regenerate(asking, reply, beside()));
    same((dialog, message, reply) -> replies.continueFrom(asking, reply, beside()));
  }

  @Test
  void readsNothingOfAnotherVisitorsMessage() {
    for (NewMessage of : begun()) {
      List<String> sent = counted.of(() -> replies.regenerate(asking, of.reply().id(), beside()));

      // Transferring a megabyte of text takes measurable time, so the database must filter it out.
      assertThat(sent.getFirst()).contains("d.visitor = ?", "d.assistant = ?");
    }
  }

  private void same(Ask ask) {
    List<NewMessage> both = begun();
    Supplier<Object> ofForeign = asked(ask, both.getFirst());
    Supplier<Object> ofMissing = asked(ask, both.getLast());

    List<String> forForeign = counted.of(ofForeign);
    List<String> forMissing = counted.of(ofMissing);

    assertThat(ofForeign.get()).isEqualTo(ofMissing.get()).isIn(nothing());
    assertThat(forForeign).isNotEmpty().isEqualTo(forMissing);
  }

  private static List<Object> nothing() {
    return List.of(
        Optional.empty(), false, new Refusal.NotFound("dialog"), new Refusal.NotFound("reply"));
  }

  private static Supplier<Object> asked(Ask ask, NewMessage of) {
    return () -> ask.of(of.dialog(), of.id(), of.reply().id());
  }

  /** A foreign message and one that was never sent. */
  private List<NewMessage> begun() {
    SHARED.replies().accept(foreign);
    return List.of(foreign, missing);
  }

  private static Visitor visitor() {
    return new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  }

  private NewMessage sent(Visitor by, DialogId dialog, Place place) {
    return new NewMessage(
        by,
        dialog,
        new MessageId(UUID.randomUUID()),
        place,
        "Hi",
        Optional.empty(),
        "Hi",
        beside());
  }

  private NewReply beside() {
    return new NewReply(new ReplyId(UUID.randomUUID()), node, "model", 100_000);
  }
}
