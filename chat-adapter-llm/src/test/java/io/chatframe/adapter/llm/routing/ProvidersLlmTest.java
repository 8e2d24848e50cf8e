package io.chatframe.adapter.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.settings.LlmProperties;
import io.chatframe.adapter.llm.settings.ProviderTable;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two providers, one of each protocol: the first in trouble, the second available. */
@Timeout(60)
final class ProvidersLlmTest {
  private static final String TEXT = "word1 word2 ";

  private final ScriptedProvider first = ScriptedProvider.start();
  private final ScriptedProvider second = ScriptedProvider.start();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ProvidersLlm llm = llm(first.baseUri().toString(), null, null);

  @AfterEach
  void close() {
    llm.close();
    first.close();
    second.close();
  }

  @Test
  void asksTheProviderInTheName() {
    assertThat(answer("first/script:words count=2")).isEqualTo(TEXT);
    assertThat(answer("second/script:words count=1")).isEqualTo("word1 ");

    assertThat(first.awaitExchange().request().model()).isEqualTo("script:words count=2");
    assertThat(second.awaitExchange().request().path()).isEqualTo("/v1/messages");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "script:status code=429 after=60",
        "script:status code=429 after=0",
        "script:status code=500",
        "script:status code=503",
        "script:status code=401",
        "script:status code=402",
        "script:status code=404",
        "script:html",
        "script:html code=502",
        "script:error count=0",
        "script:malformed count=0",
        "script:words cut=0",
        "script:words reset=0",
        "script:endless",
        "script:words count=0",
        "script:silence",
        "script:words queue=1 stall=0"
      })
  void fallsBackIfTheFirstFailsBeforeItsFirstPayload(String trouble) {
    List<LlmEvent> events;
    List<FailedRequest> failures;
    String model;
    try (ProvidersLlm impatient = llm(first.baseUri().toString(), null, Duration.ofSeconds(2))) {
      LlmStream stream = impatient.open(asking("first/" + trouble, "second/script:words count=2"));
      events = Adapters.readAll(stream);
      model = stream.model();
      failures = stream.failures();
    }

    assertThat(Adapters.text(events)).isEqualTo(TEXT);
    assertThat(events).startsWith(new LlmEvent.Queued());
    assertThat(model).isEqualTo("second/script:words count=2");
    assertThat(failures).isNotEmpty();
    assertThat(failures).extracting(FailedRequest::model).containsOnly("first/" + trouble);
    assertThat(failures).extracting(FailedRequest::kind).doesNotContain("closed");
    assertThat(counted("chat.llm.fallbacks")).isEqualTo(1);
    assertThat(counted("chat.llm.attempts"))
        .isEqualTo(first.exchanges().size() + second.exchanges().size());
  }

  @Test
  void fallsBackIfNobodyListens() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (ProvidersLlm refused = llm("http://127.0.0.1:" + port, null, null)) {
      LlmStream stream = refused.open(asking("first/m", "second/script:words count=2"));

      assertThat(Adapters.text(Adapters.readAll(stream))).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void doesNotSendAnInvalidRequestElsewhere(int status) {
    assertThat(failure(asking("first/script:status code=" + status, "second/m")))
        .isEqualTo(new LlmFailure.Rejected(status));
    assertThat(second.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"error type=overloaded_error", "malformed", "words cut=900"})
  void throwsAFailureAfterTheFirstPayload(String trouble) {
    LlmStream stream = llm.open(asking("first/script:" + trouble, "second/m"));

    assertThat(stream.next()).isInstanceOf(LlmEvent.Text.class);
    assertThat(catchThrowableOfType(LlmException.class, () -> Adapters.readAll(stream)))
        .isNotNull();
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void keepsTheUsageOfAnEmptyAnswerWhenAFallbackAnswers() {
    LlmStream stream =
        llm.open(asking("first/script:words count=0", "second/script:words count=2"));

    Adapters.readAll(stream);

    assertThat(stream.usedBefore())
        .singleElement()
        .satisfies(use -> {
          assertThat(use.model()).isEqualTo("first/script:words count=0");
          assertThat(use.usage().input()).isPositive();
          assertThat(use.usage().estimated()).isFalse();
        });
  }

  @Test
  void doesNotFallBackAfterAFilteredAnswer() {
    assertThat(failure(asking("first/script:words count=0 finish=content_filter", "second/m")))
        .isEqualTo(new LlmFailure.ContentFiltered(ProviderError.NONE));
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void throwsTheLastFailureIfAllFail() {
    assertThat(
            failure(
                asking(
                    "first/script:status code=401",
                    "second/script:status code=402",
                    "second/script:status code=403")))
        .isEqualTo(new LlmFailure.NotAuthorised(403));
    assertThat(counted("chat.llm.alerts")).isEqualTo(3);
    assertThat(counted("chat.llm.failures")).isEqualTo(3);
  }

  @Test
  void shortensTheDialogForAFallbackWithASmallerContext() {
    String less = "second/script:context kind=anthropic limit=4096 count=2";
    LlmMessage last = new LlmMessage(LlmMessage.Role.USER, "?");
    List<LlmMessage> all =
        List.of(
            new LlmMessage(LlmMessage.Role.USER, "q".repeat(20_000)),
            new LlmMessage(LlmMessage.Role.ASSISTANT, "a"),
            last);
    LlmRequest request =
        new LlmRequest(
            "first/script:status code=503 after=60",
            List.of(less),
            all,
            context -> context < 5_000 ? List.of(last) : all,
            false,
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            true,
            Optional.empty(),
            Optional.empty());

    assertThat(Adapters.text(Adapters.readAll(llm.open(request)))).isEqualTo(TEXT);
    assertThat(second.exchanges()).hasSize(2);
    assertThat(llm.model(less).contextTokens()).isLessThanOrEqualTo(4_096);

    assertThat(Adapters.text(Adapters.readAll(llm.open(request)))).isEqualTo(TEXT);
    assertThat(second.exchanges()).hasSize(3);
  }

  @Test
  void fallsBackIfTheModelDoesNotExist() {
    first.answerWith(
        ScriptedAnswer.status(
            400, Map.of(), "{\"error\":{\"message\":\"Model Not Exist\",\"code\":\"x\"}}"));

    LlmStream stream = llm.open(asking("first/m", "second/script:words count=2"));

    assertThat(Adapters.text(Adapters.readAll(stream))).isEqualTo(TEXT);
  }

  @Test
  void fallsBackIfTheQuestionIsTooLongForTheFirst() {
    LlmStream stream =
        llm.open(asking("first/script:context limit=0", "second/script:words count=2"));

    assertThat(Adapters.text(Adapters.readAll(stream))).isEqualTo(TEXT);
  }

  @Test
  void doesNotFallBackAfterAFilteredRequest() {
    first.answerWith(
        ScriptedAnswer.status(400, Map.of(), "{\"error\":{\"code\":\"content_filter\"}}"));

    assertThat(failure(asking("first/m", "second/m")))
        .isInstanceOf(LlmFailure.ContentFiltered.class);
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void sendsAPrefixOnlyToFallbacksThatContinueIt() {
    LlmRequest request =
        new LlmRequest(
            "first/script:status code=503 after=60",
            List.of("second/m", "first/script:words count=2"),
            List.of(new LlmMessage(LlmMessage.Role.USER, "?")),
            Optional.of("word1 "),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            true,
            Optional.empty(),
            Optional.empty());

    assertThat(Adapters.text(Adapters.readAll(llm.open(request)))).isEqualTo("word2 ");
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void sparesAProviderThatKeepsFailing() {
    for (int i = 0; i < 20; i++) {
      assertThat(failure(asking("first/script:html"))).isInstanceOf(LlmFailure.Broken.class);
    }

    assertThat(failure(asking("first/script:words")))
        .isEqualTo(new LlmFailure.Unavailable("spared after failures"));
    assertThat(first.exchanges()).hasSize(20);
    assertThat(registry.get("chat.llm.breaker.open").tag("provider", "first").gauge().value())
        .isEqualTo(1);
    assertThat(answer("second/script:words count=2")).isEqualTo(TEXT);
  }

  @Test
  void ignoresFailuresThatAreNotTheProvidersFault() {
    for (int i = 0; i < 21; i++) {
      assertThat(failure(asking("first/script:status code=400")))
          .isEqualTo(new LlmFailure.Rejected(400));
    }
    LlmStream given = llm.open(asking("first/script:silence"));
    given.close();

    assertThat(answer("first/script:words count=2")).isEqualTo(TEXT);
  }

  @Test
  void fallsBackWhileTheProviderIsFull() {
    try (ProvidersLlm narrow = llm(first.baseUri().toString(), 1, null)) {
      LlmStream running = narrow.open(asking("first/script:words count=100 rate=10"));
      assertThat(running.next()).isInstanceOf(LlmEvent.Text.class);

      assertThat(
              catchThrowableOfType(
                      LlmException.class,
                      () -> Adapters.readAll(narrow.open(asking("first/script:words"))))
                  .failure())
          .isInstanceOf(LlmFailure.RateLimited.class);
      LlmStream other = narrow.open(asking("first/script:words", "second/script:words count=2"));
      assertThat(Adapters.text(Adapters.readAll(other))).isEqualTo(TEXT);

      running.close();
      LlmStream next = narrow.open(asking("first/script:words count=2"));
      assertThat(Adapters.text(Adapters.readAll(next))).isEqualTo(TEXT);
    }
  }

  @Test
  void reportsAnUnknownModelAsNotFound() {
    assertThat(failure(asking("nowhere/m"))).isEqualTo(new LlmFailure.Rejected(404));
    assertThat(llm.model("nowhere/m").continuesPrefix()).isFalse();
  }

  private ProvidersLlm llm(
      String firstUrl, @Nullable Integer mostOfFirst, @Nullable Duration firstPayload) {
    LlmProperties properties =
        Adapters.settings(
            "providers.first.base-url=" + firstUrl,
            "providers.first.prefix-continuation=true",
            "providers.first.max-concurrent=" + (mostOfFirst == null ? "" : mostOfFirst),
            "providers.first.first-payload=" + (firstPayload == null ? "" : firstPayload),
            "providers.second.protocol=anthropic",
            "providers.second.base-url=" + second.baseUri(),
            "providers.second.byte-gap=30s",
            "providers.second.first-payload=30s");
    return new ProvidersLlm(
        new ProviderTable(properties), new LlmMeters(registry), Adapters.BACKOFF, Adapters.TIME);
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

  private String answer(String model) {
    return Adapters.text(Adapters.readAll(llm.open(asking(model))));
  }

  private LlmFailure failure(LlmRequest request) {
    return catchThrowableOfType(LlmException.class, () -> Adapters.readAll(llm.open(request)))
        .failure();
  }

  private double counted(String name) {
    return registry.find(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }
}
