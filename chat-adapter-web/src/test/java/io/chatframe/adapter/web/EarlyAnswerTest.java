package io.chatframe.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is refused before its body was read. A connection that is closed with bytes unread is reset,
 * and a reset takes the answer with it; so the rest is read before.
 */
final class EarlyAnswerTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer("chat.web.max-streams=1", "chat.web.max-streams-per-visitor=1");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST /nope, text/plain, 60000, 404",
    "POST /nope, text/plain, 4000000, 404",
    "POST /api/v1/dialogs/x/messages, application/json, 60000, 401",
    "POST /api/v1/openapi.json, application/json, 60000, 405",
    "POST /api/v1/sessions, application/json, 70000, 413",
    "POST /api/v1/sessions, application/json, 4000000, 413",
    "POST /api/v1/sessions, text/plain, 60000, 415",
    "POST /%zz, text/plain, 60000, 400",
    "CONNECT /, text/plain, 60000, 501",
  })
  void reachesAClientThatSendsAllBeforeItReads(String line, String type, int length, int status)
      throws Exception {
    String head =
        "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(line, type, length);

    assertThat(sendInPieces(head, length)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void reachesAClientWhoseHeadIsFarTooLong() throws Exception {
    assertThat(sendInPieces("GET /", 400_000)).startsWith("HTTP/1.1 414 ");
    assertThat(sendInPieces("GET / HTTP/1.1\r\nX: ", 400_000)).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void isGivenToWhoAsksBeforeSendingTheBody() throws IOException {
    String head =
        String.join(
            "\r\n",
            "POST /nope HTTP/1.1",
            "Host: localhost",
            "Expect: 100-continue",
            "Content-Length: 9",
            "",
            "");

    assertThat(Raw.exchange(server.port(), head)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void leavesTheConnectionToTheNextRequestWhereTheBodyWasShort() throws IOException {
    String first = "POST /nope HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
    String second = "GET /embed.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    String answers = Raw.exchange(server.port(), first + second);

    assertThat(answers).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 ");
  }

  /** Sends the head, and then as many bytes as are said, with a rest in between; then reads. */
  private static String sendInPieces(String head, int length) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(15_000);
      var out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] piece = "a".repeat(length / 10).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 10; i++) {
        out.write(piece);
        // Long enough for the server to have answered, and closed if it did so at once.
        await()
            .pollDelay(20, TimeUnit.MILLISECONDS)
            .atMost(Duration.ofSeconds(1))
            .until(() -> true);
      }
      return problem(socket.getInputStream());
    }
  }

  /** Up to its end: a connection whose body was short enough stays open. */
  private static String problem(InputStream in) throws IOException {
    var said = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      said.append((char) next);
      if (next == '}') {
        return said.toString();
      }
    }
    return said.toString();
  }
}
