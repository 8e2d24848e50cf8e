package io.chatframe.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.port.LlmMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PromptTest {
  private static final DialogId DIALOG = new DialogId(UUID.randomUUID());

  @Test
  void leavesOutReasoningAndEmptyRepliesAndJoinsTheQuestionsAroundThem() {
    List<Message> path =
        List.of(asked("One"), answered("hidden", ""), asked("Two"), answered("hm", "Answer"));

    assertThat(prompt(path))
        .containsExactly(
            new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind."),
            new LlmMessage(LlmMessage.Role.USER, "One\n\nTwo"),
            new LlmMessage(LlmMessage.Role.ASSISTANT, "Answer"));
  }

  @Test
  void keepsItsBeginningFromTurnToTurnAndFitsItsBudgetInLargeSteps() {
    var path = new ArrayList<Message>();
    List<LlmMessage> before = List.of();
    int cuts = 0;
    for (int turn = 0; turn < 200; turn++) {
      path.add(asked("q" + turn + "x".repeat(5_000)));
      List<LlmMessage> now = prompt(path);
      boolean begins = now.size() >= before.size() && now.subList(0, before.size()).equals(before);
      cuts += begins ? 0 : 1;
      assertThat(now.stream().mapToInt(message -> message.text().length()).sum())
          .isLessThan(610_000);
      assertThat(now.get(1).role()).isEqualTo(LlmMessage.Role.USER);
      assertThat(now.getLast().text()).startsWith("q" + turn);
      path.add(answered("", "a" + turn + "y".repeat(5_000)));
      before = now;
    }

    assertThat(cuts).isBetween(1, 6);
  }

  private static List<LlmMessage> prompt(List<Message> path) {
    Reply reply = answered("", "");
    return Prompt.request(TestNode.assistant(true), reply, path, "someone").messages();
  }

  private static Message asked(String text) {
    return new VisitorMessage(
        new MessageId(UUID.randomUUID()), DIALOG, 1, Optional.empty(), text, Instant.EPOCH);
  }

  private static Reply answered(String reasoning, String text) {
    return new Reply(
        new ReplyId(UUID.randomUUID()),
        DIALOG,
        2,
        new MessageId(UUID.randomUUID()),
        Instant.EPOCH,
        "model-1",
        Lineage.first(),
        new ReplyText(reasoning, text),
        Optional.empty());
  }
}
