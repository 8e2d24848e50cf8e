package io.chatframe.adapter.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure.Stalled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that loads its model: it is silent for longer than the byte gap, then answers. */
@Timeout(60)
final class PatienceTest {
  private static final Duration BYTE_GAP = Duration.ofMillis(300);
  private static final Duration LOADING = Duration.ofMillis(1500);

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final ProvidersLlm llm =
      Adapters.providers("base-url=" + provider.baseUri(), "model=a-model", "byte-gap=" + BYTE_GAP);

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  private static ScriptedAnswer loading(ScriptedAnswer answer, int before) {
    List<ScriptedAnswer.Step> steps = new ArrayList<>(answer.steps());
    steps.add(before, new ScriptedAnswer.Step.Wait(LOADING));
    return new ScriptedAnswer(steps);
  }

  private static String piece() {
    return new ScriptedChunks().text("Hello").toString();
  }

  private static ScriptedAnswer whole() {
    return ScriptedAnswer.stream(
        new ScriptedChunks().text("Hello").finish("stop").done().toString());
  }

  @Test
  void byteGapDoesNotEndTheWaitForTheHead() {
    provider.answerWith(loading(whole(), 0));

    assertThat(Adapters.text(Adapters.readAll(llm.open(Adapters.asking("Hello?")))))
        .isEqualTo("Hello");
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void byteGapDoesNotEndTheWaitForTheFirstByte() {
    provider.answerWith(loading(whole(), 1));

    assertThat(Adapters.text(Adapters.readAll(llm.open(Adapters.asking("Hello?")))))
        .isEqualTo("Hello");
  }

  @Test
  void byteGapAppliesFromTheFirstByteOn() {
    provider.answerWith(ScriptedAnswer.stream(piece()).stallAt(piece().length()));

    LlmException stalled =
        catchThrowableOfType(
            LlmException.class, () -> Adapters.readAll(llm.open(Adapters.asking("Hello?"))));

    assertThat(stalled.failure()).isEqualTo(new Stalled("silence in the answer"));
  }
}
