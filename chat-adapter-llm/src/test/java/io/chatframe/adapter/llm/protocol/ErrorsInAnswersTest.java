package io.chatframe.adapter.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmFailure.Broken;
import io.chatframe.domain.port.llm.LlmFailure.ContentFiltered;
import io.chatframe.domain.port.llm.LlmFailure.ContextTooLong;
import io.chatframe.domain.port.llm.LlmFailure.NotAuthorised;
import io.chatframe.domain.port.llm.LlmFailure.Rejected;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that are reported in a successful response instead of an answer. */
@Timeout(60)
final class ErrorsInAnswersTest {
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          content-filtered | {"object":"error","type":"content_filter","message":"x"}
          content-filtered | {"type":"content_filter","message":"x"}
          content-filtered | {"base_resp":{"status_code":1026,"status_msg":"input new_sensitive"}}
          broken | {"error":{"type":"load_balancer_error","message":"x"}}
          not-authorised | {"error":{"type":"InsufficientBalanceError","message":"x"}}
          not-authorised | {"error":{"code":"balance_not_enough","message":"x"}}
          not-authorised | {"error":{"reason":"insufficient_quota"}}
          not-authorised | {"error":{"code":"InvalidAPIKey"}}
          not-authorised | {"base_resp":{"status_msg":"login fail","status_code":1004}}
          overloaded | {"error":{"message":"Provider returned error","metadata":{"raw":"{\\"error\\":{\\"type\\":\\"overloaded_error\\"}}","provider_name":"X"}}}
          overloaded | {"error":"EngineOverloaded"}
          rate-limited | {"error":{"error_type":"RateLimitError","message":"x"}}
          rate-limited | {"error":{"code":"rateLimitExceeded"}}
          rate-limited | {"object":"error","code":429,"message":"x"}
          context-too-long | {"base_resp":{"status_code":2013,"status_msg":"invalid params, context window exceeds limit (2013)"}}
          context-too-long | {"object":"error","message":"This model's maximum context length is 10 tokens","type":"BadRequestError","code":400}
          rejected | {"error":{"type":"InvalidParameter","message":"x"}}
          unavailable | {"error":{"type":"server_error","message":"x"}}
          """)
  void failLikeTheStatusThatTheyStandFor(String kind, String body) {
    for (int i = 0; i < 3; i++) {
      provider.answerWith(json(body));
    }

    assertThat(failure().kind()).isEqualTo(kind);
  }

  @Test
  void areReadLikeTheBodyOfARefusal() {
    provider.answerWith(
        json(
            "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"x\",\"detail\":[{\"loc\":"
                + "[\"body\",\"messages\",0],\"msg\":\"x\",\"input\":{\"code\":\"rate_limit\"}}]}}"));

    assertThat(failure())
        .isEqualTo(new Rejected(400, new ProviderError("invalid_request_error", "", "messages.0")));
  }

  @Test
  void doNotTakeAnErrorCodeForALimit() {
    provider.answerWith(
        json(
            "{\"base_resp\":{\"status_code\":2013,"
                + "\"status_msg\":\"context window exceeds limit (2013)\"}}"));

    assertThat(failure()).isEqualTo(new ContextTooLong(OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "sk-canary-4711", "x.sk-canary-4711"})
  void neverShowPartOfTheKey(String piece) {
    provider.answerWith(
        json(
            "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"%1$s\",\"param\":\"%1$s\"}}"
                .formatted(piece)));

    assertThat(failure())
        .isEqualTo(new Rejected(400, new ProviderError("invalid_request_error", "", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"rate_limit_info\",\"object\":\"chat.completion.chunk\"}",
        "{\"type\":\"content_filter\",\"choices\":[]}",
        "{\"type\":\"response.state\",\"status\":\"in_progress\"}",
        "{\"status\":\"processing\"}",
        "{\"status\":\"OK\"}",
        "{\"code\":200}",
        "{\"object\":\"chat.completion.chunk\",\"message\":\"\"}",
        "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"context window exceeds limit\"}}",
        "{\"error\":{\"type\":\"\",\"code\":0,\"message\":null}}"
      })
  void areNotDetectedInGoodChunks(String chunk) {
    provider.answerWith(
        ScriptedAnswer.stream(
            new ScriptedChunks().text("Hel").event(chunk).text("lo").finish("stop").toString()));

    assertThat(Adapters.text(Adapters.readAll(stream()))).isEqualTo("Hello");
  }

  @Test
  void areRetriedWithoutThePartThatTheyName() {
    provider.answerWith(
        json("{\"error\":{\"message\":\"Unknown parameter: 'stream_options'\",\"type\":\"oops\"}}"),
        ScriptedAnswer.stream(new ScriptedChunks().text("Hello").finish("stop").done().toString()));
    LlmStream stream = stream();

    assertThat(Adapters.text(Adapters.readAll(stream))).isEqualTo("Hello");

    assertThat(provider.exchanges()).hasSize(2);
    assertThat(provider.exchanges().getLast().request().body()).doesNotContain("stream_options");
    assertThat(stream.failures())
        .containsExactly(new FailedRequest("a-model", "broken", "type=oops"));
  }

  @Test
  void areReportedInAnthropicsProtocolToo() {
    try (AnthropicLlm messages = Adapters.speakingMessages(provider)) {
      provider.answerWith(
          ScriptedAnswer.stream(
              "data: {\"object\":\"error\",\"type\":\"content_filter\",\"message\":\"x\"}\n\n"));

      assertThat(
              catchThrowableOfType(
                      LlmException.class,
                      () -> Adapters.readAll(messages.open(Adapters.asking("Hello?"))))
                  .failure())
          .isEqualTo(new ContentFiltered(new ProviderError("content_filter", "", "")));
    }
  }

  @Test
  void failAsBrokenWithoutAKind() {
    provider.answerWith(json("{\"error\":true}"));

    assertThat(failure()).isEqualTo(new Broken("an error in the answer"));
  }

  @Test
  void reportTheirStatusIfTheyConcernTheAccount() {
    provider.answerWith(json("{\"error\":{\"type\":\"permission_error\"}}"));

    assertThat(failure()).isEqualTo(new NotAuthorised(403));
  }

  private static ScriptedAnswer json(String body) {
    return ScriptedAnswer.status(200, Map.of("Content-Type", "application/json"), body);
  }

  private LlmStream stream() {
    return llm.open(Adapters.asking("Hello?"));
  }

  private LlmFailure failure() {
    return catchThrowableOfType(LlmException.class, () -> Adapters.readAll(stream())).failure();
  }
}
