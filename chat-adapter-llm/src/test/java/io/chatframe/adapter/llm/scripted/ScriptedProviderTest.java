package io.chatframe.adapter.llm.scripted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the tool that other tests rely on, with another client than ours. */
@Timeout(60)
final class ScriptedProviderTest {
  private static final String QUESTION =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.shutdownNow();
    provider.close();
  }

  @Test
  void answersAsScriptedInTheMessage() throws Exception {
    HttpResponse<String> answer = ask("m", "script:words count=2, reasoning=1 finish=length");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    assertThat(answer.body())
        .contains("thought1", "word1", "word2", "\"length\"", "\"completion_tokens\":3")
        .doesNotContain("word3")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void answersAsScriptedInTheModelName() throws Exception {
    assertThat(ask("script:status code=418 after=3", "Hi").statusCode()).isEqualTo(418);
    assertThat(ask("script:replay file=openai", "Hi").body())
        .isEqualTo(new String(Recordings.bytes("openai"), UTF_8));
    assertThat(ask("m", "Hi").body()).contains("word20").doesNotContain("word21");
    assertThat(ask("script:nonsense", "Hi").body()).contains("script:<name>");
  }

  @Test
  void countsTheRunsOfAScript() throws Exception {
    assertThat(ask("m", "script:status code=503 times=2").statusCode()).isEqualTo(503);
    assertThat(ask("m", "script:status code=503 times=2").statusCode()).isEqualTo(503);
    assertThat(ask("m", "script:status code=503 times=2").statusCode()).isEqualTo(200);
  }

  @Test
  void saltsAnswersToMakeThemUnique() throws Exception {
    assertThat(ask("m", "script:words salt=true").body())
        .isNotEqualTo(ask("m", "script:words salt=true").body());
  }

  @Test
  void keepsItsPace() throws Exception {
    long start = System.nanoTime();

    String body = ask("m", "script:words count=8 rate=50").body();

    assertThat(body).contains("word8");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(160));
  }

  @Test
  void cutsAtTheGivenOffset() throws Exception {
    byte[] body = Recordings.bytes("openai");
    provider.answerWith(
        ScriptedAnswer.stream(body).cutAt(100),
        ScriptedAnswer.stream(body).splitAt(50).cutAt(100),
        ScriptedAnswer.stream(body).paced(1000).cutAt(body.length));

    assertThat(bytesBeforeTheCut()).isEqualTo(100);
    assertThat(bytesBeforeTheCut()).isEqualTo(100);
    assertThat(bytesBeforeTheCut()).isEqualTo(body.length);
  }

  @Test
  void noticesThatTheClientHasGone() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request("m", "script:words count=1000 rate=50"), BodyHandlers.ofInputStream());
    ScriptedExchange exchange = provider.awaitExchange();
    assertThat(exchange.clientGone()).isFalse();

    answer.body().close();

    assertThat(exchange.awaitClosed()).isLessThanOrEqualTo(System.nanoTime());
    assertThat(exchange.clientGone()).isTrue();
  }

  @Test
  void speaksNoOtherProtocol() throws Exception {
    HttpRequest other =
        HttpRequest.newBuilder(URI.create(provider.baseUri() + "/models")).GET().build();

    assertThat(client.send(other, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  @Test
  void endsConnectionsOnClose() {
    provider.answerWith(ScriptedAnswer.status(200, Map.of(), "x").stallAt(1));
    HttpRequest request = request("m", "Hi");

    assertThatThrownBy(
            () -> {
              try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
                provider.close();
                body.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class);
  }

  /** Uses a plain socket: the client above discards what it has buffered when it sees the cut. */
  private int bytesBeforeTheCut() throws Exception {
    URI uri = provider.baseUri();
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      String head =
          "POST %s/chat/completions HTTP/1.1\r\nHost: provider\r\n".formatted(uri.getPath());
      String length = "Content-Length: %d\r\n\r\n".formatted(QUESTION.length());
      socket.getOutputStream().write((head + length + QUESTION).getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int read = 0;
      int chunk = answer.indexOf("\r\n\r\n") + 4;
      while (chunk < answer.length()) {
        int size = answer.indexOf("\r\n", chunk);
        int bytes = Integer.parseInt(answer.substring(chunk, size), 16);
        assertThat(bytes).as("a cut answer has no last chunk").isPositive();
        read += bytes;
        chunk = size + 2 + bytes + 2;
      }
      assertThat(chunk).isEqualTo(answer.length());
      return read;
    }
  }

  private HttpResponse<String> ask(String model, String question) throws Exception {
    return client.send(request(model, question), BodyHandlers.ofString());
  }

  private HttpRequest request(String model, String question) {
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(model, question);
    return HttpRequest.newBuilder(URI.create(provider.baseUri() + "/chat/completions"))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(20))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
