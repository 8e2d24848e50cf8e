package io.chatframe.application.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.TestNode;
import io.chatframe.domain.Message;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.ScriptedLlm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PromptTest {
  private final TestTalk talk = new TestTalk();

  @Test
  void countsTheContextOfAQuestionIntoItsBudget() {
    var context = "c".repeat(200_000);
    List<Message> path =
        List.of(
            talk.asked("One", Optional.of(context)),
            talk.answered("Answer"),
            talk.asked("Two", Optional.of(context)));

    List<LlmMessage> prompt = prompt(path);

    assertThat(prompt).hasSize(2);
    assertThat(prompt.getLast().text())
        .startsWith("[Earlier messages")
        .endsWith("Two\n\n" + context);
  }

  @Test
  void givesTheModelTheBeginningOfItsAnswerIfItCanGoOnFromIt() {
    var request = request("model-1", List.of(talk.asked("Count")), Optional.of("1, 2"));

    assertThat(request.prefix()).contains("1, 2");
    assertThat(request.messages().getLast())
        .isEqualTo(new LlmMessage(LlmMessage.Role.USER, "Count"));
  }

  @Test
  void fitsAModelWithASmallContextInLargeStepsToo() {
    var path = new ArrayList<Message>();
    List<LlmMessage> before = List.of();
    int cuts = 0;
    for (int turn = 0; turn < 30; turn++) {
      path.add(talk.asked("q" + turn + "x".repeat(400)));
      List<LlmMessage> now = request("model-1", path, Optional.empty()).shortening().apply(4_096);
      boolean begins = now.size() >= before.size() && now.subList(0, before.size()).equals(before);
      cuts += begins ? 0 : 1;
      assertThat(now.stream().mapToLong(message -> TokenEstimate.of(message.text())).sum())
          .isLessThanOrEqualTo(4_096 * 3 / 5);
      assertThat(now.getFirst().text()).isEqualTo("Be kind.");
      assertThat(now.getLast().text()).contains("q" + turn);
      path.add(talk.answered("a" + turn + "y".repeat(400)));
      before = now;
    }

    assertThat(cuts).isBetween(2, 8);
    assertThat(before.get(1).text()).startsWith("[Earlier messages");
  }

  @Test
  void keepsTheQuestionAndTheOrderToGoOnWhateverIsCut() {
    List<Message> path =
        List.of(
            talk.asked("x".repeat(9_000)), talk.answered("y".repeat(9_000)), talk.asked("Count"));

    List<LlmMessage> least = request("plain", path, Optional.of("1, 2")).shortening().apply(1_000);

    assertThat(least).hasSize(4);
    assertThat(least.get(1).text()).endsWith("Count");
    assertThat(least.get(2).text()).isEqualTo("1, 2");
    assertThat(least.getLast().text()).startsWith("Go on exactly where");
  }

  @Test
  void asksAnyOtherModelToContinue() {
    var request = request("plain", List.of(talk.asked("Count")), Optional.of("1, 2"));

    assertThat(request.prefix()).isEmpty();
    assertThat(request.messages())
        .extracting(LlmMessage::role)
        .containsExactly(
            LlmMessage.Role.SYSTEM,
            LlmMessage.Role.USER,
            LlmMessage.Role.ASSISTANT,
            LlmMessage.Role.USER);
    assertThat(request.messages().get(2).text()).isEqualTo("1, 2");
    assertThat(request.messages().getLast().text()).startsWith("Go on exactly where");
  }

  private static List<LlmMessage> prompt(List<Message> path) {
    return request("model-1", path, Optional.empty()).messages();
  }

  private static LlmRequest request(String model, List<Message> path, Optional<String> kept) {
    return Prompt.request(
        TestNode.assistant(true), new ScriptedLlm().model(model), path, "someone", kept);
  }
}
