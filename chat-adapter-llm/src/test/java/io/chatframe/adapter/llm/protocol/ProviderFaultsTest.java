package io.chatframe.adapter.llm.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.adapter.llm.scripted.FilledBacklog;
import io.chatframe.adapter.llm.scripted.Recordings;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedExchange;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmFailure.Broken;
import io.chatframe.domain.port.llm.LlmFailure.Closed;
import io.chatframe.domain.port.llm.LlmFailure.InsufficientResource;
import io.chatframe.domain.port.llm.LlmFailure.Overloaded;
import io.chatframe.domain.port.llm.LlmFailure.Stalled;
import io.chatframe.domain.port.llm.LlmFailure.TooLong;
import io.chatframe.domain.port.llm.LlmFailure.Unavailable;
import io.chatframe.domain.port.llm.LlmStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's rows of the fault table, over a real socket. */
@Timeout(120)
final class ProviderFaultsTest {
  private static final Duration PROMPTLY = Duration.ofSeconds(1);

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);
  private final OpenAiCompatibleLlm impatient = Adapters.impatientlyTalkingTo(provider);

  @AfterEach
  void close() {
    llm.close();
    impatient.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverTakesACutStreamForACompleteOne(boolean reset) {
    byte[] stream = Recordings.bytes("deepseek-queued");
    int finish = new String(stream, UTF_8).indexOf("\"finish_reason\":\"stop\"");

    for (int i = 1; i <= finish; i += 7) {
      ScriptedAnswer whole = ScriptedAnswer.stream(stream);
      provider.answerWith(reset ? whole.resetAt(i) : whole.cutAt(i));
      LlmFailure failure = failure("Hello?");
      assertThat(failure).as("cut at byte %d", i).isInstanceOfAny(Broken.class, Unavailable.class);
    }
  }

  @Test
  void reportsStallsBeforeTheHeadAndBeforeAndBetweenPieces() {
    String piece = new ScriptedChunks().text("Hel").toString();
    provider.answerWith(
        ScriptedAnswer.silence(),
        ScriptedAnswer.stream(piece).stallAt(0),
        ScriptedAnswer.stream(piece).stallAt(piece.length()));

    assertThat(stall("1")).isInstanceOf(Stalled.class);
    assertThat(stall("2")).isInstanceOf(Stalled.class);
    assertThat(stall("3")).isInstanceOf(Stalled.class);
    provider.exchanges().forEach(ScriptedExchange::awaitClosed);
  }

  @Test
  void reportsCommentsAsQueueing() {
    provider.answerWith(
        ScriptedAnswer.stream(Recordings.bytes("ollama"))
            .queuedFor(4, Adapters.BYTE_GAP.dividedBy(2)));

    assertThat(Adapters.readAll(impatient.open(Adapters.asking("Hello?"))))
        .filteredOn(LlmEvent.Queued.class::isInstance)
        .hasSize(4);
  }

  @Test
  void abortsTheConnectionOnAnEndlessLine() {
    provider.answerWith(ScriptedAnswer.endlessLine());

    assertThat(failure("Hello?")).isInstanceOf(TooLong.class);
    provider.awaitExchange().awaitClosed();
  }

  @Test
  void boundsTheAnswer() {
    ScriptedChunks chunks = new ScriptedChunks();
    for (int i = 0; i < 17; i++) {
      chunks.text("x".repeat(1 << 16));
    }
    provider.answerWith(ScriptedAnswer.stream(chunks.finish("stop").done().toString()));

    assertThat(failure("Hello?")).isInstanceOf(TooLong.class);
  }

  @Test
  void boundsTheHead() {
    provider.answerWith(
        ScriptedAnswer.status(200, Map.of("X-Long", "x".repeat(1 << 20)), "data: [DONE]\n\n"));

    assertThat(failure("Hello?")).isInstanceOf(Broken.class);
  }

  @Test
  void takesALineOfTheHeadThatIsLongerThanTheBuffer() {
    provider.answerWith(
        ScriptedAnswer.of(
            200,
            Map.of("Content-Type", "text/event-stream", "X-Long", "x".repeat(12 << 10)),
            Recordings.bytes("openai")));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Naïve café 😀!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\"",
        "{\"choices\":[{\"delta\":{\"content\":\"cu",
        "{]",
        "{'choices':[]}",
        "{\"error\":\"oops\"}",
        "{\"error\":{\"code\":{\"deep\":[1]},\"message\":\"x\"}}"
      })
  void failsOnAChunkThatIsAnErrorOrNotJson(String data) {
    provider.answerWith(
        ScriptedAnswer.stream(
            new ScriptedChunks().text("Hel").event(data).finish("stop").done().toString()));

    assertThat(failure("Hello?")).isInstanceOf(Broken.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17",
        "[]",
        "\"text\"",
        "{} {}",
        "{\"choices\":{}}",
        "{\"choices\":[7]}",
        "{\"choices\":[{\"index\":\"0\",\"delta\":{}}]}",
        "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"another\"}}]}",
        "{\"usage\":{\"prompt_tokens\":99999999999999999999999}}",
        "{\"usage\":[],\"error\":null}",
        "{\"error\":{}}",
        "{\"choices\":[{\"delta\":{\"reasoning\":7,\"annotations\":[]}}]}"
      })
  void skipsJsonOfAnotherForm(String data) {
    provider.answerWith(
        ScriptedAnswer.stream(
            new ScriptedChunks().text("Hel").event(data).text("lo").finish("stop").toString()));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Hello");
  }

  @Test
  void failsOnEndlessNesting() {
    provider.answerWith(
        ScriptedAnswer.stream(
            new ScriptedChunks().event("{\"x\":" + "[".repeat(100_000)).done().toString()));

    assertThat(failure("Hello?")).isInstanceOf(Broken.class);
  }

  @Test
  void failsOnABadChunkOfTheTransferCoding() {
    String piece = new ScriptedChunks().text("Hel").toString();
    provider.answerWith(ScriptedAnswer.stream(piece).badChunkAt(piece.length()));

    assertThat(failure("Hello?")).isInstanceOf(Broken.class);
  }

  @Test
  void isBrokenByHtmlWith200() {
    assertThat(failure("script:html")).isInstanceOf(Broken.class);
  }

  @Test
  void reportsTheProvidersErrorAfterTheAnswerHasBegun() {
    assertThat(failure("script:words finish=insufficient_system_resource"))
        .isInstanceOf(InsufficientResource.class);
    assertThat(failure("script:error type=overloaded_error")).isInstanceOf(Overloaded.class);
  }

  @Test
  void readsOneByteAtATime() {
    provider.answerWith(
        ScriptedAnswer.stream(Recordings.bytes("openai")).dripping(Duration.ofNanos(1)));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Naïve café 😀!");
  }

  @Test
  void decompressesWhatAProxyHasCompressed() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(Recordings.bytes("openai"));
    }
    provider.answerWith(
        ScriptedAnswer.of(
            200,
            Map.of("Content-Type", "text/event-stream", "Content-Encoding", "gzip"),
            compressed.toByteArray()));

    assertThat(Adapters.text(Adapters.readAll(stream("Hello?")))).isEqualTo("Naïve café 😀!");
  }

  @Test
  void closeAbortsTheConnectionAndDoesNotDrainIt() {
    LlmStream stream = stream("script:words count=1000 rate=100");
    assertThat(stream.next()).isInstanceOf(LlmEvent.Text.class);
    ScriptedExchange exchange = provider.awaitExchange();

    long closing = System.nanoTime();
    stream.close();

    assertThat(Duration.ofNanos(exchange.awaitClosed() - closing)).isLessThan(PROMPTLY);
    assertThat(exchange.written()).isLessThan(100_000);
  }

  @Test
  void closeEndsAConnectThatHangs() throws Exception {
    // A full backlog: the kernel drops new connections.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FilledBacklog _ = FilledBacklog.of(full);
        OpenAiCompatibleLlm hanging =
            Adapters.talkingTo(
                "http://127.0.0.1:" + full.getLocalPort(), null, Duration.ofSeconds(30))) {
      LlmStream stream = hanging.open(Adapters.asking("Hello?"));
      CompletableFuture<LlmFailure> failure = failing(stream);

      stream.close();

      assertThat(failure.get(1, TimeUnit.SECONDS)).isInstanceOf(Closed.class);
    }
  }

  @Test
  void closeEndsABackoffWithoutAnotherRequest() throws Exception {
    LlmStream stream = stream("script:status code=429 after=9");
    CompletableFuture<LlmFailure> failure = failing(stream);
    provider.awaitExchange().awaitAnswered();

    stream.close();

    assertThat(failure.get(1, TimeUnit.SECONDS)).isInstanceOf(Closed.class);
    assertThat(provider.exchanges()).hasSize(1);
  }

  @Test
  void reusesAConnectionOnlyAfterACompleteAnswer() {
    Adapters.readAll(stream("1"));
    await().untilAsserted(() -> assertThat(reusedAfter("2")).isTrue());

    int before = provider.connections();
    assertThat(failure("script:malformed")).isInstanceOf(Broken.class);
    provider.exchanges().getLast().awaitClosed();
    Adapters.readAll(stream("3"));

    assertThat(provider.connections()).isGreaterThan(before);
  }

  @Test
  void abandonsAConnectionLeftOpenAfterTheDoneMarker() {
    String whole = new ScriptedChunks().text("Hello").finish("stop").done().toString();
    provider.answerWith(ScriptedAnswer.stream(whole).stallAt(whole.length()));

    long start = System.nanoTime();
    Adapters.readAll(stream("Hello?"));

    assertThat(Duration.ofNanos(provider.awaitExchange().awaitClosed() - start))
        .isLessThan(Duration.ofSeconds(3));
  }

  private boolean reusedAfter(String question) {
    int before = provider.connections();
    Adapters.readAll(stream(question));
    return provider.connections() == before;
  }

  private LlmStream stream(String question) {
    return llm.open(Adapters.asking(question));
  }

  private LlmFailure failure(String question) {
    return failureOf(stream(question)).orElseThrow(() -> new AssertionError("It was complete"));
  }

  private LlmFailure stall(String question) {
    return failureOf(impatient.open(Adapters.asking(question))).orElseThrow();
  }

  private static Optional<LlmFailure> failureOf(LlmStream stream) {
    try {
      Adapters.readAll(stream);
      return Optional.empty();
    } catch (LlmException e) {
      return Optional.of(e.failure());
    }
  }

  /** Reads in another thread; returns once that thread waits for the network or a backoff. */
  private static CompletableFuture<LlmFailure> failing(LlmStream stream) {
    CompletableFuture<LlmFailure> failure = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual().start(() -> failure.complete(failureOf(stream).orElseThrow()));
    await()
        .until(() ->
            reader.getState() == Thread.State.WAITING
                || reader.getState() == Thread.State.TIMED_WAITING);
    return failure;
  }
}
