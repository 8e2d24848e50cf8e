package io.chatframe.adapter.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.chatframe.adapter.llm.protocol.OpenAiCompatibleLlm;
import io.chatframe.adapter.llm.scripted.Recordings;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedExchange;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmFailure.NotAuthorised;
import io.chatframe.domain.port.llm.LlmFailure.Overloaded;
import io.chatframe.domain.port.llm.LlmFailure.RateLimited;
import io.chatframe.domain.port.llm.LlmFailure.Rejected;
import io.chatframe.domain.port.llm.LlmFailure.Unavailable;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(120)
final class ProviderRefusalsTest {
  private static final String BODY = "a body that quotes prompt-canary";

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403})
  void doesNotRetryTroubleWithTheKey(int status) {
    assertThat(failure("script:status code=" + status)).isEqualTo(new NotAuthorised(status));
    assertThat(provider.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void doesNotRetryARejectedRequest(int status) {
    assertThat(failure("script:status code=" + status)).isEqualTo(new Rejected(status));
    assertThat(provider.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425})
  void retriesAConflictInTime(int status) {
    String text =
        Adapters.text(
            Adapters.readAll(
                llm.open(Adapters.asking("script:status code=" + status + " times=1"))));

    assertThat(text).startsWith("word1 word2");
    assertThat(provider.exchanges()).hasSize(2);
  }

  @Test
  void reportsATooLargeRequest() {
    assertThat(failure("script:status code=413"))
        .isEqualTo(new LlmFailure.ContextTooLong(OptionalInt.empty()));
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void doesNotRetryAnExhaustedQuota() {
    provider.answerWith(
        ScriptedAnswer.status(
            429,
            Map.of(),
            "{\"error\":{\"code\":\"insufficient_quota\",\"type\":\"insufficient_quota\"}}"));

    assertThat(failure("Hello?")).isEqualTo(new NotAuthorised(429));
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void distinguishesAFiltersRefusal() {
    provider.answerWith(
        ScriptedAnswer.status(400, Map.of(), "{\"error\":{\"code\":\"content_filter\"}}"));

    assertThat(failure("Hello?"))
        .isEqualTo(new LlmFailure.ContentFiltered(new ProviderError("", "content_filter", "")));
  }

  @Test
  void decompressesARefusal() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"error\":{\"code\":\"content_filter\"}}".getBytes(UTF_8));
    }
    provider.answerWith(
        ScriptedAnswer.of(400, Map.of("Content-Encoding", "gzip"), packed.toByteArray()));

    assertThat(failure("Hello?")).isInstanceOf(LlmFailure.ContentFiltered.class);
  }

  @Test
  void logsTheProvidersCodeWithoutProse() {
    LlmConfiguration.silenceTheClient();
    ListAppender<ILoggingEvent> log = logOfEverything();
    provider.answerWith(
        ScriptedAnswer.status(
            400,
            Map.of(),
            "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"bad_thing\","
                + "\"param\":\"messages\",\"message\":\"You wrote prompt-canary\"}}"));

    LlmFailure failure = failure("prompt-canary");
    detach(log);

    assertThat(failure)
        .isEqualTo(
            new Rejected(400, new ProviderError("invalid_request_error", "bad_thing", "messages")));
    assertThat(log.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .isEqualTo(
            "Provider default refuses a request to a-model: 400 type=invalid_request_error"
                + " code=bad_thing param=messages");
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("canary"));
  }

  @Test
  void doesNotFollowARedirect() {
    provider.answerWith(
        ScriptedAnswer.status(
            307, Map.of("Location", provider.baseUri() + "/chat/completions"), ""));

    assertThat(failure("Hello?")).isEqualTo(new Unavailable("redirect"));
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void retriesTemporaryFailuresTwiceThenReportsThem() {
    assertThat(failure("script:status code=500")).isEqualTo(new Unavailable("status 500"));
    assertThat(provider.exchanges()).hasSize(3);
    assertThat(failure("script:status code=529")).isEqualTo(new Overloaded(Optional.empty()));
    assertThat(provider.exchanges()).hasSize(6);
  }

  @Test
  void asksALoadingModelUntilItAnswers() {
    ScriptedAnswer loading =
        ScriptedAnswer.status(
            503,
            Map.of("Content-Type", "application/json"),
            "{\"error\":{\"message\":\"Loading"
                + " model\",\"type\":\"unavailable_error\",\"code\":503}}");
    provider.answerWith(
        loading, loading, loading, loading, ScriptedAnswer.stream(Recordings.bytes("openai")));
    LlmStream stream = llm.open(Adapters.asking("Hello?"));

    assertThat(Adapters.text(Adapters.readAll(stream))).isNotBlank();
    assertThat(provider.exchanges()).hasSize(5);
    assertThat(stream.failures()).isEmpty();
  }

  @Test
  void treatsAnAnsweredRetryLikeAnyRequest() {
    String text =
        Adapters.text(
            Adapters.readAll(llm.open(Adapters.asking("script:status code=503 times=2"))));

    assertThat(text).startsWith("word1 word2");
    assertThat(provider.exchanges()).hasSize(3);
  }

  @Test
  void waitsAsLongAsAskedUpToTenSeconds() {
    long start = System.nanoTime();

    Adapters.readAll(llm.open(Adapters.asking("script:status code=429 after=1 times=1")));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(failure("script:status code=429 after=11"))
        .isEqualTo(new RateLimited(Optional.of(Duration.ofSeconds(11))));
    assertThat(provider.exchanges()).hasSize(3);
  }

  @Test
  void doesNotRetryAfterTheFirstPiece() {
    assertThat(failure("script:error count=1 type=overloaded_error"))
        .isInstanceOf(Overloaded.class);
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void retriesAnErrorAfterMereQueueing() {
    String error = new ScriptedChunks().event("{\"error\":{\"code\":503}}").toString();
    provider.answerWith(
        ScriptedAnswer.stream(error).queuedFor(1, Duration.ofMillis(1)),
        ScriptedAnswer.stream(Recordings.bytes("openai")));

    assertThat(Adapters.readAll(llm.open(Adapters.asking("Hello?"))))
        .startsWith(new LlmEvent.Queued())
        .last()
        .isInstanceOf(LlmEvent.Finished.class);
    assertThat(provider.exchanges()).hasSize(2);
  }

  @Test
  void reportsNobodyListeningUnknownNameAndNoTlsAsUnavailable() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    assertThat(failureOf("http://127.0.0.1:" + port)).isEqualTo(new Unavailable("no connection"));
    assertThat(failureOf("http://no-such-host.invalid"))
        .isEqualTo(new Unavailable("name not resolved"));
    assertThat(failureOf("https://127.0.0.1:" + provider.baseUri().getPort()))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void boundsARefusalsBodyAndAbandonsItsConnection() {
    byte[] endless = new byte[1 << 20];
    provider.answerWith(ScriptedAnswer.of(422, Map.of(), endless).dripping(Duration.ofMillis(50)));

    assertThat(failure("Hello?")).isEqualTo(new Rejected(422));

    ScriptedExchange exchange = provider.awaitExchange();
    exchange.awaitClosed();
    assertThat(exchange.written()).isLessThan(1000);
  }

  @Test
  void revealsNeitherKeyNorPromptNorBody() {
    LlmConfiguration.silenceTheClient();
    ListAppender<ILoggingEvent> log = logOfEverything();
    provider.answerWith(ScriptedAnswer.status(401, Map.of("X-Quote", BODY), BODY));

    LlmException refused = thrown(llm, "prompt-canary");
    LlmException garbled = thrown(llm, "script:malformed\nprompt-canary-2");
    detach(log);

    assertThat(told(refused) + told(garbled)).doesNotContain("canary");
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("canary"));
    assertThat(log.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .contains("401", "LLM_API_KEY");
  }

  private static ListAppender<ILoggingEvent> logOfEverything() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = root();
    root.setLevel(Level.TRACE);
    root.addAppender(log);
    return log;
  }

  private static void detach(ListAppender<ILoggingEvent> log) {
    root().detachAppender(log);
    root().setLevel(Level.INFO);
  }

  private static Logger root() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private static String told(LlmException e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private LlmFailure failure(String question) {
    return thrown(llm, question).failure();
  }

  private static LlmFailure failureOf(String baseUrl) {
    try (OpenAiCompatibleLlm other =
        Adapters.talkingTo(baseUrl, Adapters.KEY, Duration.ofSeconds(5))) {
      return thrown(other, "Hello?").failure();
    }
  }

  private static LlmException thrown(OpenAiCompatibleLlm llm, String question) {
    return catchThrowableOfType(
        LlmException.class, () -> Adapters.readAll(llm.open(Adapters.asking(question))));
  }
}
