package io.chatframe.adapter.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Complete streams without an answer, and errors in successful responses. */
@Timeout(60)
final class EmptyAnswersTest {
  private static final String USAGE =
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);
  private final AnthropicLlm messages = Adapters.speakingMessages(provider);

  @AfterEach
  void close() {
    llm.close();
    messages.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}",
        "{\"choices\":[{\"delta\":{\"content\":\"\\n \\u200b\\n\"},\"finish_reason\":null}]}",
        "{\"choices\":[{\"delta\":{\"content\":\"\\n<think>\\n\\n</think>\\n\\n\"}}]}",
        "{\"choices\":[{\"delta\":{\"content\":\" </think>\\n\\n\"}}]}",
        "{\"choices\":[{\"delta\":{\"reasoning_content\":\"\\n\"}}]}",
        "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\","
            + "\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}",
        "{\"choices\":[{\"message\":{\"content\":\"\"}}]}",
        "{}"
      })
  void failWithTheirUsage(String chunk) {
    stream(new ScriptedChunks().event(chunk).finish("stop").event(USAGE).done());
    LlmStream opened = llm.open(Adapters.asking("?"));

    LlmException failed = failure(opened, new ArrayList<>());

    assertThat(failed.failure()).isEqualTo(new LlmFailure.EmptyAnswer(FinishReason.STOP));
    assertThat(failed.usage().orElseThrow().output()).isEqualTo(3);
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void failIfOnlyTheDoneMarkerArrives() {
    provider.answerWith(ScriptedAnswer.stream("data: [DONE]\n\n"));

    assertThat(failure("?")).isEqualTo(new LlmFailure.EmptyAnswer(FinishReason.STOP));
  }

  @ParameterizedTest
  @CsvSource({"stop, STOP", "length, LENGTH"})
  void keepTheirReasoning(String word, FinishReason reason) {
    stream(new ScriptedChunks().reasoning("Hm").reasoning(", well.").finish(word).done());
    List<LlmEvent> events = new ArrayList<>();

    LlmException failed = failure(llm.open(Adapters.asking("?")), events);

    assertThat(failed.failure()).isEqualTo(new LlmFailure.EmptyAnswer(reason));
    assertThat(Adapters.reasoning(events)).isEqualTo("Hm, well.");
  }

  @Test
  void keepAThoughtCutByTheLengthLimit() {
    stream(new ScriptedChunks().text("<think>").text("Hm, we").finish("length").done());
    List<LlmEvent> events = new ArrayList<>();

    LlmException failed = failure(llm.open(Adapters.asking("?")), events);

    assertThat(failed.failure()).isEqualTo(new LlmFailure.EmptyAnswer(FinishReason.LENGTH));
    assertThat(Adapters.reasoning(events)).isEqualTo("Hm, we");
  }

  @Test
  void failAsFilteredIfAFilterEndedThem() {
    stream(new ScriptedChunks().finish("content_filter").done());
    provider.answerWith(
        ScriptedAnswer.stream(ScriptedChunks.messages().finish("refusal").done().toString()));

    assertThat(failure("?")).isEqualTo(new LlmFailure.ContentFiltered(ProviderError.NONE));
    assertThat(failure(messages.open(Adapters.asking("?")), new ArrayList<>()).failure())
        .isEqualTo(new LlmFailure.ContentFiltered(ProviderError.NONE));
  }

  @Test
  void succeedIfTheyContinueAText() {
    stream(new ScriptedChunks().text("").finish("stop").done());
    LlmRequest request =
        new LlmRequest(
            "a-model",
            List.of(),
            List.of(new LlmMessage(LlmMessage.Role.USER, "?")),
            Optional.of("Hello"),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            true,
            Optional.empty(),
            Optional.empty());

    assertThat(Adapters.readAll(llm.open(request)))
        .singleElement()
        .isInstanceOf(LlmEvent.Finished.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"error\":{\"message\":\"x\",\"code\":503}} | overloaded",
        "{\"error\":{\"message\":\"x\",\"type\":\"rate_limit_error\"}} | rate-limited",
        "{\"error\":{\"message\":\"x\",\"code\":\"insufficient_quota\"}} | not-authorised",
        "{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}} | context-too-long",
        "{\"error\":{\"message\":\"x\",\"code\":\"content_filter\"}} | content-filtered",
        "{\"error\":\"something went wrong\"} | broken",
        "[{\"error\":{\"code\":503,\"message\":\"x\",\"status\":\"UNAVAILABLE\"}}] | overloaded",
        "{\"object\":\"error\",\"message\":\"x\",\"type\":\"BadRequestError\",\"code\":400} |"
            + " rejected",
        "{\"detail\":\"Internal Server Error\"} | broken",
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"x\",\"type\":\"value_error\"}]} | broken",
        "{\"message\":\"Too many\"} | broken",
        "{\"code\":\"InvalidApiKey\",\"message\":\"x\",\"request_id\":\"1\"} | not-authorised",
        "{\"status\":500,\"error\":\"Internal Server Error\",\"path\":\"/v1\"} | unavailable",
        "{\"success\":false,\"errors\":[{\"code\":7009,\"message\":\"x\"}],\"result\":{}} | broken",
        "{\"choices\":null,\"base_resp\":{\"status_code\":1002,\"status_msg\":\"x\"}} |"
            + " rate-limited",
        "{\"choices\":null,\"base_resp\":{\"status_code\":1008,\"status_msg\":\"x\"}} |"
            + " not-authorised",
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}} |"
            + " overloaded",
      })
  void failWithTheErrorThatTheyCarry(String body, String kind) {
    ScriptedAnswer json =
        ScriptedAnswer.status(200, Map.of("Content-Type", "application/json"), body);
    ScriptedAnswer event = ScriptedAnswer.stream("data: " + body + "\n\n");
    provider.answerWith(json, event, json);

    assertThat(failure("?").kind()).isEqualTo(kind);
  }

  @Test
  void areRetriedIfTheirErrorIsTemporary() {
    provider.answerWith(
        ScriptedAnswer.stream("data: {\"error\":{\"code\":502,\"message\":\"x\"}}\n\n"),
        ScriptedAnswer.stream("event: error\ndata: {\"code\":503}\n\n"),
        ScriptedAnswer.stream(new ScriptedChunks().text("Yes").finish("stop").done().toString()));

    assertThat(Adapters.text(Adapters.readAll(llm.open(Adapters.asking("?"))))).isEqualTo("Yes");
  }

  private void stream(ScriptedChunks chunks) {
    provider.answerWith(ScriptedAnswer.stream(chunks.toString()));
  }

  private LlmFailure failure(String question) {
    return failure(llm.open(Adapters.asking(question)), new ArrayList<>()).failure();
  }

  private static LlmException failure(LlmStream stream, List<LlmEvent> events) {
    try (stream) {
      return catchThrowableOfType(
          LlmException.class,
          () -> {
            while (events.isEmpty() || !(events.getLast() instanceof LlmEvent.Finished)) {
              events.add(stream.next());
            }
          });
    }
  }
}
