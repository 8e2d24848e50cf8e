package io.chatframe.adapter.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.usage.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is reported of requests that failed before another one was answered. */
@Timeout(60)
final class FailedRequestsTest {
  private final ScriptedProvider first = ScriptedProvider.start();
  private final ScriptedProvider second = ScriptedProvider.start();
  private final ProvidersLlm llm =
      Adapters.providers(
          "providers.first.base-url=" + first.baseUri(),
          "providers.first.byte-gap=30s",
          "providers.first.first-payload=2s",
          "providers.second.base-url=" + second.baseUri(),
          "providers.second.byte-gap=30s",
          "providers.second.first-payload=2s");

  @AfterEach
  void close() {
    llm.close();
    first.close();
    second.close();
  }

  @Test
  void keepsTheUsageOfARequestThatBeganTooLate() {
    String counted =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n";
    first.answerWith(ScriptedAnswer.stream(counted + counted).stallAt(counted.length()));
    LlmStream stream = llm.open(asking("first/m", "second/script:words count=2"));

    Adapters.readAll(stream);

    assertThat(stream.usedBefore())
        .containsExactly(new RequestUse("first/m", new TokenUsage(7, 0, 3, 0, false)));
    assertThat(stream.failures()).containsExactly(new FailedRequest("first/m", "stalled"));
  }

  @Test
  void reportsRetriesWhileTheAnswerIsRunning() {
    String model = "first/script:status code=500 times=1";
    try (LlmStream stream = llm.open(asking(model))) {
      stream.next();

      assertThat(stream.failures()).containsExactly(new FailedRequest(model, "unavailable", "500"));
    }
  }

  private static LlmRequest asking(String model, String... fallbacks) {
    return new LlmRequest(
        model,
        List.of(fallbacks),
        List.of(new LlmMessage(LlmMessage.Role.USER, "?")),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        true,
        Optional.empty(),
        Optional.empty());
  }
}
