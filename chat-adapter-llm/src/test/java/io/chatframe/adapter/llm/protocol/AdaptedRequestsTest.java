package io.chatframe.adapter.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.request.ProviderLlm;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.scripted.ScriptedRequest;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a model refuses is left out of a retry, and the next request is right at once. */
@Timeout(60)
final class AdaptedRequestsTest {
  private static final String HISTORY = "h".repeat(3_000);

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final List<ProviderLlm> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(ProviderLlm::close);
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vllm", "openai", "llamacpp", "anthropic", "silent", "stream"})
  void shortensATooLongDialogAndRemembersTheLimit(String kind) {
    OpenAiCompatibleLlm llm = speaking(Dialect.COMPATIBLE);
    String question = "script:context kind=" + kind + " limit=4096";

    String first = answer(llm, dialog(llm, 10, question, OptionalInt.empty()));
    int refused = provider.exchanges().size() - 1;
    String second = answer(llm, dialog(llm, 11, question, OptionalInt.empty()));

    assertThat(first).startsWith("word1 ");
    assertThat(second).startsWith("word1 ");
    assertThat(refused).isBetween(1, 4);
    assertThat(provider.exchanges()).hasSize(refused + 2);
    assertThat(llm.model("a-model").contextTokens()).isLessThanOrEqualTo(4_096);
    ScriptedRequest cut = provider.exchanges().get(refused).request();
    assertThat(cut.question()).isEqualTo(question);
    assertThat(cut.json().at("/messages/0/content").asString()).isEqualTo("Be kind.");
    assertThat(cut.body()).contains(HISTORY);
    assertThat(provider.exchanges().getFirst().request().body().length())
        .isGreaterThan(cut.body().length());
  }

  @Test
  void asksForLessOutputIfInputAndOutputDoNotFit() {
    OpenAiCompatibleLlm llm = speaking(Dialect.COMPATIBLE);

    answer(llm, dialog(llm, 0, "script:context kind=vllm", OptionalInt.of(4_090)));

    assertThat(provider.exchanges()).hasSize(2);
    assertThat(body(1)).contains("\"max_tokens\":2048");
  }

  @Test
  void asksForNoMoreOutputThanTheModelAllows() {
    OpenAiCompatibleLlm llm = speaking(Dialect.COMPATIBLE);
    LlmRequest request = dialog(llm, 0, "script:output limit=1000", OptionalInt.of(5_000));

    answer(llm, request);
    answer(llm, request);

    assertThat(provider.exchanges()).hasSize(3);
    assertThat(body(1)).contains("\"max_tokens\":1000");
    assertThat(body(2)).contains("\"max_tokens\":1000");
  }

  @Test
  void failsIfEvenTheQuestionDoesNotFit() {
    OpenAiCompatibleLlm llm = speaking(Dialect.COMPATIBLE);
    String question = "script:context kind=vllm limit=1000\n" + "q".repeat(8_000);

    LlmStream stream = llm.open(dialog(llm, 5, question, OptionalInt.empty()));
    LlmException failed = catchThrowableOfType(LlmException.class, () -> Adapters.readAll(stream));

    assertThat(failed.failure()).isEqualTo(new LlmFailure.ContextTooLong(OptionalInt.of(1_000)));
    assertThat(provider.exchanges()).hasSizeBetween(2, 5);
    assertThat(stream.failures()).extracting(FailedRequest::kind).containsOnly("context-too-long");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPATIBLE, stream_options, openai",
    "COMPATIBLE, stream_options, pydantic",
    "COMPATIBLE, stream_options, mistral",
    "COMPATIBLE, stream_options, plain",
    "COMPATIBLE, temperature, openai",
    "COMPATIBLE, temperature, plain",
    "COMPATIBLE, temperature, anthropic",
    "COMPATIBLE, reasoning_effort, openai",
    "DEEPSEEK, thinking, pydantic",
    "DEEPSEEK, user_id, pydantic",
    "QWEN, enable_thinking, plain",
    "AZURE, user, openai",
    "AZURE, user, plain",
    "OPENAI, prompt_cache_key, openai",
    "OPENAI, safety_identifier, openai",
    "COMPATIBLE, max_tokens, openai",
    "OPENAI, max_completion_tokens, mistral",
    "COMPATIBLE, stream_options+temperature+reasoning_effort, openai"
  })
  void leavesOutWhatIsRefusedAndRemembersIt(Dialect dialect, String what, String kind) {
    OpenAiCompatibleLlm llm = speaking(dialect);
    LlmRequest request = full("script:refuse what=" + what + " kind=" + kind, true);

    String answer = answer(llm, request);
    int asked = provider.exchanges().size();
    answer(llm, request);

    assertThat(answer).startsWith("word1 ");
    List<String> parts = List.of(what.split("\\+", -1));
    assertThat(asked).isEqualTo(1 + parts.size());
    assertThat(parts).allMatch(part -> json(0).has(part));
    assertThat(parts).noneMatch(part -> json(parts.size()).has(part));
    assertThat(provider.exchanges()).hasSize(asked + 1);
    assertThat(body(asked)).isEqualTo(body(asked - 1));
  }

  @Test
  void usesTheOtherNameOfTheOutputLimit() {
    answer(speaking(Dialect.COMPATIBLE), full("script:refuse what=max_tokens", true));
    answer(speaking(Dialect.OPENAI), full("script:refuse what=max_completion_tokens", true));

    assertThat(body(1)).contains("\"max_completion_tokens\":50");
    assertThat(body(3)).contains("\"max_tokens\":50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "alternate"})
  void movesTheSystemPromptIntoTheQuestionIfItsRoleIsRefused(String what) {
    OpenAiCompatibleLlm llm = speaking(Dialect.COMPATIBLE);

    answer(llm, dialog(llm, 1, "script:refuse what=" + what, OptionalInt.empty()));

    ScriptedRequest sent = provider.exchanges().getLast().request();
    assertThat(provider.exchanges()).hasSize(2);
    assertThat(sent.json().path("messages").valueStream().map(m -> m.path("role").asString()))
        .containsExactly("user", "assistant", "user");
    assertThat(sent.json().at("/messages/0/content").asString()).startsWith("Be kind.\n\nq0");
  }

  @Test
  void asksForTheLeastEffortThatTheModelKnows() {
    answer(speaking(Dialect.OPENAI), full("script:refuse what=none+minimal", false));
    answer(speaking(Dialect.OPENAI), full("script:refuse what=reasoning_effort kind=plain", false));

    assertThat(body(0)).contains("\"reasoning_effort\":\"none\"");
    assertThat(body(1)).contains("\"reasoning_effort\":\"minimal\"");
    assertThat(body(2)).contains("\"reasoning_effort\":\"low\"");
    assertThat(json(4).has("reasoning_effort")).isFalse();
    assertThat(provider.exchanges()).hasSize(5);
  }

  @Test
  void asksAModelThatAlwaysThinksForLowEffort() {
    AnthropicLlm llm =
        Adapters.speakingMessages(provider, "models[anthropic/claude].reasoning=adaptive");
    open.add(llm);

    answer(llm, claude("script:refuse what=disabled kind=anthropic", false));
    answer(llm, claude("script:words count=2", true));

    assertThat(body(0)).contains("\"thinking\":{\"type\":\"disabled\"}");
    assertThat(body(1)).contains("\"output_config\":{\"effort\":\"low\"}");
    assertThat(json(1).has("thinking")).isFalse();
    // A request that allows thinking asks for it as before.
    assertThat(body(2)).contains("\"type\":\"adaptive\"", "\"display\":\"summarized\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache_control", "display", "thinking", "metadata"})
  void leavesOutWhatAnthropicRefuses(String what) {
    AnthropicLlm llm =
        Adapters.speakingMessages(provider, "models[anthropic/claude].reasoning=adaptive");
    open.add(llm);

    String answer = answer(llm, claude("script:refuse kind=anthropic what=" + what, true));

    assertThat(answer).startsWith("word1 ");
    assertThat(body(0)).contains("\"" + what + "\":");
    assertThat(body(1)).doesNotContain("\"" + what + "\":");
  }

  @Test
  void reportsARefusalOfTheOperatorsOwnField() {
    OpenAiCompatibleLlm llm = Adapters.speaking(provider, Dialect.COMPATIBLE, "{\"top_p\":0.5}");
    open.add(llm);

    LlmStream stream = llm.open(full("script:refuse what=top_p", true));
    LlmException failed = catchThrowableOfType(LlmException.class, () -> Adapters.readAll(stream));

    assertThat(failed.failure())
        .isEqualTo(
            new LlmFailure.Rejected(
                400, new ProviderError("invalid_request_error", "unsupported_parameter", "top_p")));
    assertThat(stream.failures())
        .containsExactly(
            new FailedRequest(
                "a-model",
                "rejected",
                "400 type=invalid_request_error code=unsupported_parameter param=top_p"));
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void remembersNothingIfTheRetryIsRefusedToo() {
    OpenAiCompatibleLlm llm = speaking(Dialect.COMPATIBLE);
    ScriptedAnswer refusal =
        ScriptedAnswer.status(400, Map.of(), "{\"error\":{\"param\":\"temperature\"}}");
    provider.answerWith(refusal, refusal);

    assertThat(catchThrowableOfType(LlmException.class, () -> answer(llm, full("?", true))))
        .isNotNull();
    answer(llm, full("?", true));

    assertThat(body(1)).doesNotContain("temperature");
    assertThat(body(2)).contains("temperature");
  }

  private OpenAiCompatibleLlm speaking(Dialect dialect) {
    OpenAiCompatibleLlm llm = Adapters.speaking(provider, dialect, null);
    open.add(llm);
    return llm;
  }

  private String body(int index) {
    return provider.exchanges().get(index).request().body();
  }

  private JsonNode json(int index) {
    return provider.exchanges().get(index).request().json();
  }

  private static String answer(ProviderLlm llm, LlmRequest request) {
    return Adapters.text(Adapters.readAll(llm.open(request)));
  }

  /** A question after that many turns, shortened like a prompt for the model's context. */
  private static LlmRequest dialog(
      ProviderLlm llm, int turns, String question, OptionalInt maxTokens) {
    List<LlmMessage> history = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      history.add(new LlmMessage(Role.USER, "q" + i + " " + HISTORY));
      history.add(new LlmMessage(Role.ASSISTANT, "a" + i));
    }
    IntFunction<List<LlmMessage>> shortening =
        context -> {
          int room = context * 4 * 3 / 5;
          int from = history.size();
          int size = 0;
          while (from >= 2 && size + history.get(from - 2).text().length() < room) {
            from -= 2;
            size += history.get(from).text().length();
          }
          List<LlmMessage> messages = new ArrayList<>();
          messages.add(new LlmMessage(Role.SYSTEM, "Be kind."));
          messages.addAll(history.subList(from, history.size()));
          messages.add(new LlmMessage(Role.USER, question));
          return messages;
        };
    return new LlmRequest(
        "a-model",
        List.of(),
        shortening.apply(llm.model("a-model").contextTokens()),
        shortening,
        false,
        Optional.empty(),
        OptionalDouble.empty(),
        maxTokens,
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static LlmRequest full(String question, boolean reasoning) {
    return new LlmRequest(
        "a-model",
        List.of(),
        List.of(new LlmMessage(Role.SYSTEM, "Be kind."), new LlmMessage(Role.USER, question)),
        Optional.empty(),
        OptionalDouble.of(0.5),
        OptionalInt.of(50),
        reasoning,
        Optional.of("high"),
        Optional.of("v_1"));
  }

  private static LlmRequest claude(String question, boolean reasoning) {
    return full(question, reasoning)
        .to("claude", full(question, reasoning).messages(), OptionalInt.of(50));
  }
}
