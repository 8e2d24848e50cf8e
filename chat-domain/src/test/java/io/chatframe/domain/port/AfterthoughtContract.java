package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Afterthought;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every {@link AfterthoughtRepository}. */
public abstract class AfterthoughtContract {
  private final Visitor visitor = Sample.visitor();
  private final DialogId dialog = Sample.dialog();
  private final NodeId node = Sample.node();

  protected abstract AfterthoughtRepository afterthoughts();

  /** Over the same store as {@link #afterthoughts}. */
  protected abstract ReplyRepository replies();

  /** Over the same store as {@link #afterthoughts}. */
  protected abstract DialogRepository dialogs();

  @Test
  void givesTheDialogItsTitleAndTheReplyItsFollowUps() {
    Reply reply = ended();
    Dialog before = dialog();

    afterthoughts().add(reply.id(), afterthought("Good title", "Why?", "How \"much\", {all}?"));

    assertThat(dialog().title()).isEqualTo("Good title");
    assertThat(dialog().updatedAt()).isEqualTo(before.updatedAt());
    assertThat(path().getLast().followUps()).containsExactly("Why?", "How \"much\", {all}?");
    assertThat(path().getFirst().followUps()).isEmpty();
  }

  @Test
  void leavesATitleThatWasGiven() {
    Reply reply = ended();
    dialogs().rename(visitor, dialog, "My own");

    afterthoughts().add(reply.id(), afterthought("Good title", "Why?"));

    assertThat(dialog().title()).isEqualTo("My own");
    assertThat(path().getLast().followUps()).containsExactly("Why?");
  }

  @Test
  void keepsTheFirstOfTwo() {
    Reply reply = ended();
    afterthoughts().add(reply.id(), afterthought("First", "Why?"));

    afterthoughts().add(reply.id(), afterthought("Second", "How?"));

    assertThat(dialog().title()).isEqualTo("First");
    assertThat(path().getLast().followUps()).containsExactly("Why?");
  }

  @Test
  void keepsTheTitleOfTheFirstReplyThatGaveOne() {
    Reply first = ended();
    afterthoughts().add(first.id(), withoutTitle("Why?"));
    assertThat(dialog().title()).isEqualTo("Title of Hi");
    Reply second = ended();
    afterthoughts().add(second.id(), afterthought("Second", "How?"));

    afterthoughts().add(ended().id(), afterthought("Third", "How?"));

    assertThat(dialog().title()).isEqualTo("Second");
  }

  @Test
  void addsNothingToARunningOrDeletedReply() {
    Reply running = begun();
    afterthoughts().add(running.id(), afterthought("Early", "Why?"));
    assertThat(dialog().title()).isEqualTo("Title of Hi");
    assertThat(path().getLast().followUps()).isEmpty();

    dialogs().delete(visitor, dialog);
    afterthoughts().add(running.id(), afterthought("Late", "Why?"));

    assertThat(dialogs().find(visitor, dialog)).isEmpty();
  }

  private Reply begun() {
    return Sample.begun(replies().accept(Sample.message(visitor, dialog, node, "Hi")));
  }

  private Reply ended() {
    Reply reply = begun();
    assertThat(replies().end(node, reply.id(), 1, Sample.text("Ho"), Sample.completed())).isTrue();
    return reply;
  }

  private Dialog dialog() {
    return dialogs().find(visitor, dialog).orElseThrow();
  }

  private List<PathEntry> path() {
    return dialogs()
        .messages(visitor, dialog, Optional.empty(), Optional.empty(), 10)
        .orElseThrow()
        .items();
  }

  private static Afterthought afterthought(String title, String... followUps) {
    return new Afterthought(
        Optional.of(title),
        List.of(followUps),
        "small",
        new TokenUsage(100, 60, 20, 0, false),
        Optional.of(new Money(12, "USD")),
        Instant.parse("2026-03-01T10:15:30Z"));
  }

  private static Afterthought withoutTitle(String followUp) {
    return new Afterthought(
        Optional.empty(),
        List.of(followUp),
        "small",
        new TokenUsage(100, 0, 20, 0, true),
        Optional.empty(),
        Instant.parse("2026-03-01T10:15:30Z"));
  }
}
