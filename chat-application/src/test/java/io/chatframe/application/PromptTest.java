package io.chatframe.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Message;
import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.ScriptedLlm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PromptTest {
  private final TestTalk talk = new TestTalk();

  @Test
  void countsWhatIsToldWithAQuestionIntoItsBudget() {
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
  void givesTheModelTheBeginningOfItsAnswerWhereItCanGoOnFromIt() {
    var request = request("model-1", List.of(talk.asked("Count")), Optional.of("1, 2"));

    assertThat(request.prefix()).contains("1, 2");
    assertThat(request.messages().getLast())
        .isEqualTo(new LlmMessage(LlmMessage.Role.USER, "Count"));
  }

  @Test
  void asksAnyOtherModelToGoOn() {
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
