package io.chatframe.adapter.llm.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.ExtraBody;
import io.chatframe.adapter.llm.provider.ModelFacts;
import io.chatframe.adapter.llm.request.RequestForm;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.scripted.ScriptedRequest;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact bodies of requests. */
final class RequestBodiesTest {
  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);
  private final AnthropicLlm messages = Adapters.speakingMessages(provider);

  @AfterEach
  void close() {
    llm.close();
    messages.close();
    provider.close();
  }

  @Test
  void containWhatDeepSeekExpects() {
    LlmRequest request =
        new LlmRequest(
            "deepseek-v4-pro",
            List.of(),
            List.of(
                new LlmMessage(LlmMessage.Role.SYSTEM, "Be \"kind\"."),
                new LlmMessage(LlmMessage.Role.USER, "Grüße 👋"),
                new LlmMessage(LlmMessage.Role.ASSISTANT, "Hi"),
                new LlmMessage(LlmMessage.Role.USER, "?")),
            Optional.empty(),
            OptionalDouble.of(0.5),
            OptionalInt.of(100),
            false,
            Optional.empty(),
            Optional.of("v_1"));

    Adapters.readAll(llm.open(request));

    ScriptedRequest sent = provider.awaitExchange().request();
    assertThat(sent.body())
        .isEqualTo(
            "{\"model\":\"deepseek-v4-pro\",\"messages\":["
                + "{\"role\":\"system\",\"content\":\"Be \\\"kind\\\".\"},"
                + "{\"role\":\"user\",\"content\":\"Grüße 👋\"},"
                + "{\"role\":\"assistant\",\"content\":\"Hi\"},"
                + "{\"role\":\"user\",\"content\":\"?\"}],"
                + "\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"temperature\":0.5,\"max_tokens\":100,"
                + "\"thinking\":{\"type\":\"disabled\"},\"user_id\":\"v_1\"}");
    assertThat(sent.path()).isEqualTo("/v1/chat/completions");
    assertThat(sent.header("authorization")).contains("Bearer " + Adapters.KEY);
    assertThat(sent.header("user-agent"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("chatframe/"));
    assertThat(sent.header("content-type"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("application/json"));
    assertThat(sent.headers()).doesNotContainKeys("cookie", "expect");
  }

  @Test
  void leaveOutWhatOtherDialectsRefuse() {
    LlmRequest request =
        new LlmRequest(
            "m",
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalInt.of(7),
            true,
            Optional.empty(),
            Optional.of("v"));

    assertThat(chat(request, Dialect.COMPATIBLE))
        .contains("\"max_tokens\":7")
        .doesNotContain("thinking", "user");
    assertThat(chat(request, Dialect.OPENAI))
        .contains(
            "\"max_completion_tokens\":7",
            "\"safety_identifier\":\"v\"",
            "\"prompt_cache_key\":\"v\"")
        .doesNotContain("thinking", "max_tokens");
  }

  @Test
  void containTheSystemPromptAndALimitForAnthropic() {
    LlmRequest request =
        new LlmRequest(
            "claude",
            List.of(),
            List.of(
                new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind."),
                new LlmMessage(LlmMessage.Role.USER, "Hi"),
                new LlmMessage(LlmMessage.Role.ASSISTANT, "Hi!"),
                new LlmMessage(LlmMessage.Role.USER, "?")),
            Optional.empty(),
            OptionalDouble.of(0.5),
            OptionalInt.empty(),
            true,
            Optional.of("high"),
            Optional.of("v_1"));

    Adapters.readAll(messages.open(request));

    ScriptedRequest sent = provider.awaitExchange().request();
    assertThat(sent.path()).isEqualTo("/v1/messages");
    assertThat(sent.header("x-api-key")).contains(Adapters.KEY);
    assertThat(sent.header("anthropic-version")).contains("2023-06-01");
    assertThat(sent.headers()).doesNotContainKey("authorization");
    assertThat(sent.body())
        .isEqualTo(
            "{\"model\":\"claude\",\"max_tokens\":8192,\"stream\":true,\"system\":[{\"type\":\"text\",\"text\":\"Be"
                + " kind.\",\"cache_control\":{\"type\":\"ephemeral\"}}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\","
                + "\"cache_control\":{\"type\":\"ephemeral\"}}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hi!\"}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"?\","
                + "\"cache_control\":{\"type\":\"ephemeral\"}}]}],"
                + "\"temperature\":0.5,\"metadata\":{\"user_id\":\"v_1\"}}");
  }

  @Test
  void beginWithTheCachedBytesOfThePreviousTurn() {
    List<LlmMessage> talk = new ArrayList<>();
    talk.add(new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind. " + "s".repeat(5_000)));
    String before = "";
    for (int turn = 0; turn < 10; turn++) {
      talk.add(new LlmMessage(LlmMessage.Role.USER, "question " + turn));
      Adapters.readAll(messages.open(saying(talk, false)));
      String body = provider.awaitExchange().request().body();
      String unmarked = body.replace(MARK, "");
      String prefix = unmarked.substring(0, unmarked.indexOf("]}],\"metadata\""));

      assertThat((body.length() - unmarked.length()) / MARK.length()).isBetween(2, 4);
      assertThat(body).contains("question " + turn + "\"" + MARK);
      assertThat(turn == 0 || body.contains("question " + (turn - 1) + "\"" + MARK)).isTrue();
      assertThat(prefix).startsWith(before);
      before = prefix;
      talk.add(new LlmMessage(LlmMessage.Role.ASSISTANT, "answer " + turn));
    }
  }

  @Test
  void doNotMarkAOneTimeQuestion() {
    Adapters.readAll(
        messages.open(saying(List.of(new LlmMessage(LlmMessage.Role.USER, "?")), true)));

    assertThat(provider.awaitExchange().request().body())
        .contains("\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]")
        .doesNotContain("cache_control");
  }

  private static LlmRequest saying(List<LlmMessage> talk, boolean once) {
    return new LlmRequest(
        "claude",
        List.of(),
        talk,
        _ -> talk,
        once,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        true,
        Optional.empty(),
        Optional.of("v_1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          DEEPSEEK   | "thinking":{"type":"disabled"}                  | "thinking":{"type":"enabled"},"reasoning_effort":"high"
          ZAI        | "thinking":{"type":"disabled"}                  | "thinking":{"type":"enabled"},"reasoning_effort":"high"
          OPENAI     | "reasoning_effort":"none"                       | "reasoning_effort":"high"
          GROQ       | "reasoning_effort":"none"                       | "reasoning_effort":"high"
          OLLAMA     | "reasoning_effort":"none"                       | "reasoning_effort":"high"
          GEMINI     | "reasoning_effort":"none"                       | "reasoning_effort":"high"
          QWEN       | "enable_thinking":false                         | "enable_thinking":true,"reasoning_effort":"high"
          VLLM       | "chat_template_kwargs":{"enable_thinking":false} | "reasoning_effort":"high"
          OPENROUTER | "reasoning":{"enabled":false}                   | "reasoning":{"effort":"high"}
          MISTRAL    | "reasoning_effort":"high"                       | "reasoning_effort":"high"
          """)
  void controlThinkingInTheWordsOfEachDialect(Dialect dialect, String not, String thinking) {
    assertThat(chat(deciding(false), dialect)).contains(not);
    assertThat(chat(deciding(true), dialect)).contains(thinking);
  }

  private static LlmRequest deciding(boolean reasoning) {
    return new LlmRequest(
        "m",
        List.of(),
        List.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        reasoning,
        Optional.of("high"),
        Optional.empty());
  }

  @Test
  void preferTheOperatorsFields() {
    try (OpenAiCompatibleLlm added =
        Adapters.speaking(
            provider,
            Dialect.DEEPSEEK,
            "{\"thinking\":{\"type\":\"auto\"},\"top_p\":0.9,\"provider\":{\"order\":[\"a\"]}}")) {
      Adapters.readAll(added.open(Adapters.asking("Hi")));
    }

    assertThat(provider.awaitExchange().request().body())
        .endsWith(
            "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"user_id\":\"visitor-1\","
                + "\"thinking\":{\"type\":\"auto\"},\"top_p\":0.9,"
                + "\"provider\":{\"order\":[\"a\"]}}");
  }

  @Test
  void controlThinkingAsAnthropicsModelsDeclare() {
    assertThat(thinking(ModelFacts.ThinkingMode.ADAPTIVE))
        .contains(
            "\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"}", "\"effort\":\"low\"")
        .doesNotContain("temperature");
    assertThat(thinking(ModelFacts.ThinkingMode.BUDGET))
        .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}")
        .doesNotContain("temperature");
    assertThat(thinking(ModelFacts.ThinkingMode.NONE)).contains("temperature");
  }

  private static String thinking(ModelFacts.ThinkingMode reasoning) {
    LlmRequest request =
        new LlmRequest(
            "claude",
            List.of(),
            List.of(new LlmMessage(LlmMessage.Role.USER, "?")),
            Optional.empty(),
            OptionalDouble.of(0.5),
            OptionalInt.of(4000),
            true,
            Optional.of("low"),
            Optional.empty());
    ModelFacts facts =
        new ModelFacts(
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(reasoning),
            ExtraBody.NONE);
    return new String(
        new MessagesRequestJson(
                request, Optional.empty(), Dialect.COMPATIBLE.switches(), facts, RequestForm.PLAIN)
            .body()
            .bytes(),
        UTF_8);
  }

  private static String chat(LlmRequest request, Dialect dialect) {
    return new String(
        new ChatRequestJson(
                request, Optional.empty(), dialect.switches(), ModelFacts.NONE, RequestForm.PLAIN)
            .body()
            .bytes(),
        UTF_8);
  }
}
