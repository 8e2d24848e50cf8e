package io.chatframe.adapter.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What requests say, to the letter. */
final class RequestBodiesTest {
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
  void theRequestSaysWhatDeepSeekWantsToHear() {
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
                + "\"thinking\":{\"type\":\"disabled\"},\"user\":\"v_1\"}");
    assertThat(sent.path()).isEqualTo("/v1/chat/completions");
    assertThat(sent.header("authorization")).contains("Bearer " + Adapters.KEY);
    assertThat(sent.header("user-agent"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("chatframe/"));
    assertThat(sent.header("content-type"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("application/json"));
    assertThat(sent.headers()).doesNotContainKeys("cookie", "expect");
  }

  @Test
  void otherDialectsAreSparedWhatTheyRefuse() {
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
        .contains("\"max_completion_tokens\":7", "\"user\":\"v\"")
        .doesNotContain("thinking", "max_tokens");
  }

  @Test
  void anthropicIsToldTheSystemPromptApartAndABound() {
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
            "{\"model\":\"claude\",\"max_tokens\":8192,\"stream\":true,\"system\":\"Be kind.\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"content\":\"Hi!\"},"
                + "{\"role\":\"user\",\"content\":\"?\"}],"
                + "\"temperature\":0.5,\"metadata\":{\"user_id\":\"v_1\"}}");
  }

  @Test
  void anthropicThinksAsTheModelDeclares() {
    assertThat(thinking(ModelFacts.Reasoning.ADAPTIVE))
        .contains("\"thinking\":{\"type\":\"adaptive\"}", "\"effort\":\"low\"")
        .doesNotContain("temperature");
    assertThat(thinking(ModelFacts.Reasoning.BUDGET))
        .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}")
        .doesNotContain("temperature");
    assertThat(thinking(ModelFacts.Reasoning.NONE)).contains("temperature");
  }

  private static String thinking(ModelFacts.Reasoning reasoning) {
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
            Optional.of(reasoning));
    return new String(new MessagesRequestJson(request, Optional.empty(), facts).bytes(), UTF_8);
  }

  private static String chat(LlmRequest request, Dialect dialect) {
    return new String(
        new ChatRequestJson(request, Optional.empty(), dialect.switches(), Optional.empty())
            .bytes(),
        UTF_8);
  }
}
