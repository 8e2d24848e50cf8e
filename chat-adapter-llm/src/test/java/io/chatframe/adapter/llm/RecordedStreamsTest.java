package io.chatframe.adapter.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.TokenUsage;
import io.chatframe.domain.port.LlmEvent;
import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class RecordedStreamsTest {
  record Expected(
      String recording,
      String reasoning,
      String text,
      FinishReason reason,
      Optional<TokenUsage> usage) {}

  static final List<Expected> EXPECTED =
      List.of(
          new Expected(
              "deepseek-thinking",
              "The visitor greets me, so 你好 fits.",
              "Hello! Grüße, 你好, 👋🏽\n\n| a | b |\n|---|---|\n| \\(x\\) | \"q\" |",
              FinishReason.STOP,
              Optional.of(new TokenUsage(42, 32, 31, 12, false))),
          new Expected(
              "deepseek-length",
              "",
              "One, two, three, fo",
              FinishReason.LENGTH,
              Optional.of(new TokenUsage(9, 0, 4, 0, false))),
          new Expected(
              "deepseek-queued",
              "",
              "At last.",
              FinishReason.STOP,
              Optional.of(new TokenUsage(5, 0, 3, 0, false))),
          new Expected(
              "openai",
              "",
              "Naïve café 😀!",
              FinishReason.STOP,
              Optional.of(new TokenUsage(20, 8, 6, 0, false))),
          new Expected(
              "ollama",
              "Okay, a joke.",
              "Why did the chicken …",
              FinishReason.STOP,
              Optional.empty()),
          new Expected(
              "odd-but-right", "", "Split by CR 😀 ende", FinishReason.STOP, Optional.empty()));

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void isReadToTheLetterWhereverThePacketsAreSplit(Expected expected) {
    byte[] recording = Recordings.bytes(expected.recording());

    for (int i = 0; i < recording.length; i += 11) {
      provider.answerWith(ScriptedAnswer.stream(recording).splitAt(i));
      List<LlmEvent> events = Adapters.readAll(llm.open(Adapters.asking("Hello?")));

      assertThat(Adapters.reasoning(events)).isEqualTo(expected.reasoning());
      assertThat(Adapters.text(events)).isEqualTo(expected.text());
      assertThat(events.getLast())
          .isEqualTo(new LlmEvent.Finished(expected.reason(), expected.usage()));
    }
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

    assertThat(
            new String(
                new ChatRequestJson(request, Optional.empty(), Dialect.COMPATIBLE).bytes(), UTF_8))
        .contains("\"max_tokens\":7")
        .doesNotContain("thinking", "user");
    assertThat(
            new String(
                new ChatRequestJson(request, Optional.empty(), Dialect.OPENAI).bytes(), UTF_8))
        .contains("\"max_completion_tokens\":7", "\"user\":\"v\"")
        .doesNotContain("thinking", "max_tokens");
  }
}
