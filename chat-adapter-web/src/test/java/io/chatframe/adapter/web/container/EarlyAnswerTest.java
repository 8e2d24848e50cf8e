package io.chatframe.adapter.web.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.chatframe.adapter.web.server.Raw;
import io.chatframe.adapter.web.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests refused before their body is read. Closing a connection with unread bytes resets it, and
 * the response is lost; so the server reads the rest first.
 */
final class EarlyAnswerTest {
  @RegisterExtension
  static final TestServer server =
      new TestServer("chat.web.max-streams=1", "chat.web.max-streams-per-visitor=1");

  @ParameterizedTest
  @CsvSource({
    "POST /nope, text/plain, 60000, 404",
    "POST /nope, text/plain, 40000000, 404",
    "POST /api/v1/dialogs/x/messages, application/json, 60000, 401",
    "POST /api/v1/openapi.json, application/json, 60000, 405",
    "POST /api/v1/sessions, application/json, 70000, 413",
    "POST /api/v1/sessions, application/json, 40000000, 413",
    "POST /api/v1/sessions, text/plain, 60000, 415",
    "POST /%zz, text/plain, 60000, 400",
    "CONNECT /, text/plain, 60000, 501",
  })
  void reachesAClientThatSendsAllBeforeItReads(String line, String type, int length, int status)
      throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(ascii(head(line, type, length)));
      send(socket, length);

      assertThat(problem(socket.getInputStream())).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void reachesAClientThatSendsABodyOfUnknownLengthBeforeItReads() throws IOException {
    String head = "POST /nope HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (var socket = connect()) {
      socket.getOutputStream().write(ascii(head + Integer.toHexString(40_000_000) + "\r\n"));
      send(socket, 40_000_000);

      assertThat(problem(socket.getInputStream())).startsWith("HTTP/1.1 404 ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST /nope, text/plain, 40000000, 404",
    "POST /api/v1/sessions, application/json, 70000, 413",
    "POST /api/v1/sessions, application/json, 40000000, 413",
    "POST /%zz, text/plain, 60000, 400",
    "CONNECT /, text/plain, 60000, 501",
  })
  void arrivesWhenOneHalfEndsWhileTheRestIsStillRead(
      String line, String type, int length, int status) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(ascii(head(line, type, length)));

      assertThat(rest(socket)).startsWith("HTTP/1.1 " + status + " ");
      letItClose();
      assertThatCode(() -> send(socket, length)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, 414",
    "'GET / HTTP/1.1\r\nX: ', 431",
    "'G@T / HTTP/1.1\r\nX: ', 400",
  })
  void reachesAClientThatSendsMuchMoreAfterAFaultyHead(String start, int status)
      throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(ascii(start));
      send(socket, 400_000);

      assertThat(rest(socket)).startsWith("HTTP/1.1 " + status + " ");
      letItClose();
      assertThatCode(() -> send(socket, 400_000)).doesNotThrowAnyException();
    }
  }

  @Test
  void isSentToClientsThatAskBeforeSendingTheBody() throws IOException {
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
  void leavesTheConnectionToTheNextRequestIfTheBodyWasShort() throws IOException {
    String first = "POST /nope HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
    String second = "GET /embed.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    String answers = Raw.exchange(server.port(), first + second);

    assertThat(answers).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 ");
  }

  private static Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static String head(String line, String type, int length) {
    return "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(line, type, length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends in pieces: a write after a reset fails. */
  private static void send(Socket socket, int length) throws IOException {
    byte[] piece = ascii("a".repeat(length / 10));
    for (int i = 0; i < 10; i++) {
      socket.getOutputStream().write(piece);
    }
  }

  /** A closed connection is reset at the latest when the selector handles another connection. */
  private static void letItClose() throws IOException {
    String request = "GET /embed.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    assertThat(Raw.exchange(server.port(), request)).startsWith("HTTP/1.1 200 ");
  }

  /** Reads until the server shuts down its output. */
  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
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
