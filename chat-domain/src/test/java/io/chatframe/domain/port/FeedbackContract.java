package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.feedback.Feedback;
import io.chatframe.domain.feedback.Rating;
import io.chatframe.domain.port.feedback.FeedbackRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of every {@link FeedbackRepository}. */
public abstract class FeedbackContract {
  private static final Feedback GOOD = new Feedback(Rating.UP, Optional.empty());
  private static final Feedback WRONG =
      new Feedback(Rating.DOWN, Optional.of("The \"price\" is {old}, 価格も"));

  private final Visitor visitor = Sample.visitor();
  private final DialogId dialog = Sample.dialog();
  private final NodeId node = Sample.node();

  protected abstract FeedbackRepository feedback();

  /** Over the same store as {@link #feedback}. */
  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #feedback}. */
  protected abstract DialogRepository dialogs();

  @Test
  void isShownWithTheReplyAlone() {
    Reply reply = begun();

    assertThat(feedback().put(visitor, reply.id(), WRONG)).isTrue();

    assertThat(path())
        .extracting(PathEntry::feedback)
        .containsExactly(Optional.empty(), Optional.of(WRONG));
  }

  @Test
  void keepsTheLatest() {
    Reply reply = begun();
    feedback().put(visitor, reply.id(), WRONG);

    assertThat(feedback().put(visitor, reply.id(), GOOD)).isTrue();

    assertThat(path().getLast().feedback()).contains(GOOD);
  }

  @Test
  void canBeTakenBackOnceAndAgain() {
    Reply reply = begun();
    feedback().put(visitor, reply.id(), GOOD);

    assertThat(feedback().remove(visitor, reply.id())).isTrue();
    assertThat(feedback().remove(visitor, reply.id())).isTrue();

    assertThat(path().getLast().feedback()).isEmpty();
  }

  @Test
  void isOnlyForRepliesOfTheVisitor() {
    Reply reply = begun();
    feedback().put(visitor, reply.id(), GOOD);
    Visitor stranger = Sample.visitor();

    assertThat(feedback().put(stranger, reply.id(), WRONG)).isFalse();
    assertThat(feedback().remove(stranger, reply.id())).isFalse();
    assertThat(feedback().put(visitor, new ReplyId(UUID.randomUUID()), WRONG)).isFalse();
    assertThat(feedback().remove(visitor, new ReplyId(UUID.randomUUID()))).isFalse();

    assertThat(path().getLast().feedback()).contains(GOOD);
  }

  @Test
  void isNotForQuestions() {
    Reply reply = begun();

    assertThat(feedback().put(visitor, new ReplyId(reply.question().value()), WRONG)).isFalse();

    assertThat(path()).extracting(PathEntry::feedback).containsOnly(Optional.empty());
  }

  @Test
  void goesWithTheDialogAndWithTheVisitor() {
    Reply reply = begun();
    feedback().put(visitor, reply.id(), GOOD);

    dialogs().delete(visitor, dialog);
    assertThat(feedback().put(visitor, reply.id(), WRONG)).isFalse();

    Reply other =
        Sample.begun(replies().accept(Sample.message(visitor, Sample.dialog(), node, "Hi")));
    dialogs().erase(visitor);
    assertThat(feedback().put(visitor, other.id(), WRONG)).isFalse();
  }

  private Reply begun() {
    return Sample.begun(replies().accept(Sample.message(visitor, dialog, node, "Hi")));
  }

  private List<PathEntry> path() {
    return dialogs()
        .messages(visitor, dialog, Optional.empty(), Optional.empty(), 10)
        .orElseThrow()
        .items();
  }
}
