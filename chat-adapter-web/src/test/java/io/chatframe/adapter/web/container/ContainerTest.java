package io.chatframe.adapter.web.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Raw;
import io.chatframe.adapter.web.server.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no well-behaved client sends. Each gets a problem, whichever layer refuses it. */
final class ContainerTest {
  private static final String HOST = "Host: localhost\r\n";

  @RegisterExtension
  static final TestServer server =
      new TestServer("chat.web.body-patience=300ms", "chat.web.head-patience=300ms");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/error",
        "/api/v1",
        "/api/v1/dialogs;x=1",
        "/api;x/v1/dialogs",
        "//api/v1/dialogs",
        "/api//v1/dialogs",
        "/api/v1/./dialogs",
        "/api/v1/x/../dialogs",
        "/%61pi/v1/dialogs",
        "/api/v1/dialogs%20",
        "/assets/%2e%2e/embed.html",
        "/assets/..;/embed.html",
        "/webjars/lit/3.3.2/package.json",
        "/webjars/",
        "/assets/",
        "/META-INF/MANIFEST.MF",
        "/page/embed.html",
      })
  void findsNothingByPathTraversal(String path) throws IOException {
    assertProblem(ask("GET " + path + " HTTP/1.1\r\n" + HOST), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/dialogs%2f",
        "/api/v1/dialogs%00",
        "/%",
        "/%zz",
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/api\\v1",
        "/<script>",
      })
  void refusesInvalidPaths(String path) throws IOException {
    String answer = ask("GET " + path + " HTTP/1.1\r\n" + HOST);

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
    assertThat(answer).contains("Content-Type: application/problem+json");
    assertThat(answer).doesNotContain("<html").doesNotContain("Tomcat");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET / HTTP/1.1~|400",
        "GET / HTTP/1.1~Host: a~Host: b~|400",
        "GET / HTTP/1.1~Host: a b~|400",
        "GET / HTTP/1.1~Host: localhost~X: a\u0000b~|400",
        "GET / HTTP/1.1~Host: localhost~X : a~|400",
        "GET / HTTP/9.9~Host: localhost~|400",
        "nonsense~|400",
        "POST /api/v1/sessions HTTP/1.1~Host: localhost~Content-Length: 1~Content-Length: 2~|400",
        "POST /api/v1/sessions HTTP/1.1~Host: localhost~Content-Length: x~|400",
        "POST /api/v1/sessions HTTP/1.1~Host: localhost~Transfer-Encoding: odd~|501",
      })
  void refusesBrokenHttp(String request, int status) throws IOException {
    String answer = ask(request.replace("~", "\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("Content-Type: application/problem+json");
    assertThat(answer).doesNotContain("<html").doesNotContain("Tomcat");
  }

  @Test
  void neverTakesTwoLengthsForTwoRequests() throws IOException {
    String answer =
        ask(
            "POST /api/v1/sessions HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/json\r\nContent-Length: 40\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nX: y");

    assertThat(answer).contains("application/problem+json");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @Test
  void refusesHeadersAndAddressesThatAreTooLong() throws IOException {
    String longHeader = ask("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(100_000) + "\r\n");
    String longAddress = ask("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n" + HOST);

    assertProblem(longHeader, 431, "header-too-large");
    assertThat(longHeader).contains("\r\nConnection: close\r\n");
    assertProblem(longAddress, 414, "uri-too-long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "FOO", "PUT", "POST", "PROPFIND"})
  void refusesOtherMethods(String method) throws IOException {
    String answer = ask(method + " /api/v1/openapi.json HTTP/1.1\r\n" + HOST);

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer).contains("Allow: ");
  }

  @Test
  void namesTheAllowedMethods() throws IOException {
    String answer = ask("DELETE /api/v1/dialogs HTTP/1.1\r\n" + HOST);

    assertThat(answer).contains("Allow: GET, HEAD, OPTIONS");
  }

  @Test
  void answersOptionsWithoutOpeningToOtherOrigins() throws IOException {
    String answer =
        ask(
            "OPTIONS /api/v1/dialogs HTTP/1.1\r\n"
                + HOST
                + "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n");

    assertThat(answer).doesNotContain("Access-Control");
  }

  @Test
  void refusesAnAcceptHeaderItCannotSatisfy() throws IOException {
    assertProblem(
        ask("GET /api/v1/openapi.json HTTP/1.1\r\n" + HOST + "Accept: text/csv\r\n"),
        406,
        "not-acceptable");
  }

  @Test
  void refusesBadChunks() throws IOException {
    String answer =
        ask(
            "POST /api/v1/sessions HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "ZZ\r\n"
                + "{}\r\n");

    assertProblem(answer, 400, "bad-request");
  }

  @Test
  void cutsBodiesThatArriveTooSlowly() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(15_000);
      var out = socket.getOutputStream();
      String head = "POST /api/v1/sessions HTTP/1.1\r\n" + HOST;
      String body = "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
      out.write((head + body).getBytes(StandardCharsets.US_ASCII));
      // Each byte arrives in time for its read; only a deadline for the whole body ends this.
      var enough = new AtomicBoolean();
      var dripping =
          CompletableFuture.runAsync(() -> drip(out, enough), Thread::startVirtualThread);

      byte[] answer = new byte[12];
      int read = socket.getInputStream().readNBytes(answer, 0, answer.length);

      enough.set(true);
      dripping.join();
      assertThat(new String(answer, 0, read, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  void cutsHeadsThatArriveTooSlowlyAndTreatsNewConnectionsAsNew() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(15_000);
      var out = socket.getOutputStream();
      out.write("GET /nowhere HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      var enough = new AtomicBoolean();
      var dripping =
          CompletableFuture.runAsync(() -> drip(out, enough), Thread::startVirtualThread);

      String answer = Raw.read(socket.getInputStream());

      enough.set(true);
      dripping.join();
      assertThat(answer).doesNotContain(" 200 ").doesNotContain(" 404 ");
    }
    assertProblem(ask("GET /nowhere HTTP/1.1\r\n" + HOST), 404, "not-found");
  }

  @Test
  void acceptsHeadsThatArriveInPieces() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(15_000);
      var out = socket.getOutputStream();
      for (String piece :
          new String[] {"GET /now", "here HTTP/1.1\r\n", HOST, "Connection: close\r\n\r\n"}) {
        out.write(piece.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      assertProblem(Raw.read(socket.getInputStream()), 404, "not-found");
    }
  }

  private static void drip(OutputStream out, AtomicBoolean enough) {
    try {
      while (!enough.get()) {
        out.write(' ');
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } catch (IOException e) {
      enough.set(true);
    }
  }

  @Test
  void givesEveryRefusalTheHeadersOfTheApi() throws IOException {
    for (String path : new String[] {"/nowhere", "/api/v1/dialogs", "/%zz", "/a//b"}) {
      String answer = ask("GET " + path + " HTTP/1.1\r\n" + HOST);

      assertThat(answer).contains("X-Content-Type-Options: nosniff");
      assertThat(answer).contains("X-Frame-Options: DENY");
      assertThat(answer).contains("Cache-Control: no-store");
      assertThat(answer).contains("Content-Security-Policy: default-src 'none'");
      assertThat(answer).doesNotContain("Server:");
    }
  }

  private static String ask(String head) throws IOException {
    return Raw.exchange(server.port(), head + "Connection: close\r\n\r\n");
  }

  private static void assertProblem(String answer, int status, String code) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("Content-Type: application/problem+json");
    assertThat(answer).contains("\"code\":\"" + code + "\"");
  }
}
