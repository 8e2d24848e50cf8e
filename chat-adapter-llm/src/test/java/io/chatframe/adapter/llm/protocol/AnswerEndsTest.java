package io.chatframe.adapter.llm.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmFailure.Broken;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an answer is complete, and when it is only cut off. */
@Timeout(120)
final class AnswerEndsTest {
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  @Test
  void isIncompleteWithoutAFinishReasonOrAMarker() {
    provider.answerWith(ScriptedAnswer.stream(new ScriptedChunks().text("Hel").toString()));

    assertThat(failure("Hello?")).isInstanceOf(Broken.class);
  }

  @Test
  void isCompleteWithTheDoneMarkerAlone() {
    provider.answerWith(
        ScriptedAnswer.stream(new ScriptedChunks().text("Hello").done().toString()));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Hello");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isCompleteIfItIsCutAfterAFinishReason(boolean reset) {
    String whole = new ScriptedChunks().text("Hello").finish("stop").toString();
    ScriptedAnswer answer = ScriptedAnswer.stream(whole + "data: {\"usage\":{\"prom");
    // A reset may overtake bytes that were sent before it.
    provider.answerWith(reset ? answer.badChunkAt(whole.length()) : answer.cutAt(whole.length()));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Hello");
  }

  @Test
  void waitsForTextAfterAFinishReasonOfTheReasoning() {
    String thought =
        "data: {\"choices\":[{\"delta\":{\"reasoning\":\"Hm.\"},\"finish_reason\":\"stop\"}]}\n\n";
    String text = new ScriptedChunks().text("Hello").done().toString();
    provider.answerWith(
        new ScriptedAnswer(
            List.of(
                new ScriptedAnswer.Step.Head(200, Map.of("Content-Type", "text/event-stream")),
                new ScriptedAnswer.Step.Body(thought.getBytes(UTF_8)),
                new ScriptedAnswer.Step.Wait(Duration.ofSeconds(6)),
                new ScriptedAnswer.Step.Body(text.getBytes(UTF_8)),
                new ScriptedAnswer.Step.End())));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Hello");
  }

  @Test
  void doesNotWaitLongAfterACompleteAnswer() {
    String whole = new ScriptedChunks().text("Hello").finish("stop").toString();
    provider.answerWith(ScriptedAnswer.stream(whole + ": heartbeat\n\n").stallAt(whole.length()));

    long start = System.nanoTime();
    Adapters.readAll(stream("Hello?"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void releasesTheHeldBackBeginningOfAMarkAfterACut() {
    String piece = new ScriptedChunks().text("1 </thi").toString();
    provider.answerWith(ScriptedAnswer.stream(piece).cutAt(piece.length()));
    List<LlmEvent> events = new ArrayList<>();
    LlmStream stream = stream("Hello?");

    assertThatThrownBy(
            () -> {
              while (events.size() < 10) {
                events.add(stream.next());
              }
            })
        .isInstanceOf(LlmException.class);

    assertThat(Adapters.text(events)).isEqualTo("1 </thi");
  }

  @Test
  void isNotCompletedByNoiseAlone() {
    provider.answerWith(ScriptedAnswer.stream("data:\n\ndata: null\n\ndata: ping\n\ndata: {}\n\n"));

    assertThat(failure("Hello?")).isInstanceOf(Broken.class);
  }

  @Test
  void reportsTheUsageSoFarOnClose() {
    provider.answerWith(
        ScriptedAnswer.stream(
                new ScriptedChunks()
                    .event(
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}")
                    .text("Hello")
                    .toString())
            .stallAt(10_000));
    LlmStream stream = stream("Hello?");
    assertThat(stream.next()).isInstanceOf(LlmEvent.Text.class);

    stream.close();

    assertThat(catchThrowableOfType(LlmException.class, stream::next).usage())
        // What has arrived since then is estimated.
        .contains(new TokenUsage(9, 0, 3, 0, true));
  }

  @Test
  void isCompleteWithoutTheDoneMarkerIfTheStreamEndsCleanly() {
    provider.answerWith(
        ScriptedAnswer.stream(new ScriptedChunks().text("Hello").finish("stop").toString()));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Hello");
  }

  private LlmStream stream(String question) {
    return llm.open(Adapters.asking(question));
  }

  private LlmFailure failure(String question) {
    return catchThrowableOfType(LlmException.class, () -> Adapters.readAll(stream(question)))
        .failure();
  }
}
