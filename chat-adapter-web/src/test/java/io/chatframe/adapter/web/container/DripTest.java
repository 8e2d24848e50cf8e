package io.chatframe.adapter.web.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.Raw;
import io.chatframe.adapter.web.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that drip bytes: each arrives in time for its read, but the request never completes. Only
 * a deadline for the whole ends them, at any stage.
 */
final class DripTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String SIZED = "Content-Length: 60000\r\n\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

  /** The idle connections that its pool keeps. */
  private static final int KEPT_BY_CLIENT_LIBRARY = 5;

  /** The server's connections, which one of the tests counts. */
  private static final String CONNECTIONS = "connections of the server";

  @RegisterExtension
  static final TestServer server =
      new TestServer(
          "chat.web.body-patience=400ms",
          "chat.web.head-patience=400ms",
          "chat.web.auth-patience=400ms");

  /** The bytes sent at once, those repeated forever, and the status of the response, if any. */
  record Drip(String name, String begins, String piece, String status) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Drip> drips() {
    return Stream.concat(heads(), bodies());
  }

  private static Stream<Drip> heads() {
    String answered = "GET /nope HTTP/1.1\r\n" + HOST + "\r\n";
    return Stream.of(
        new Drip("empty lines", "", "\r\n", ""),
        new Drip("line feeds", "\n", "\n", ""),
        new Drip("a method", "G", "E", ""),
        new Drip("an address", "GET /", "a", ""),
        new Drip("spaces", "GET ", " ", ""),
        new Drip("a header", "GET / HTTP/1.1\r\nX: ", "a", ""),
        new Drip("headers", "GET / HTTP/1.1\r\n", "X: a\r\n", ""),
        new Drip("empty lines after an answer", answered, "\r\n", "404"),
        new Drip("a second head", answered + "GET / HTTP/1.1\r\nX: ", "a", "404"),
        new Drip("what follows a broken head", "GET / HTTP/1.1\r\nnone\r\n\r\n", "a", "400"),
        new Drip("frames without a token", Raw.handshake("Host: localhost"), "a", "101"));
  }

  private static Stream<Drip> bodies() {
    return Stream.of(
            new Drip("nothing there", "POST /nope HTTP/1.1\r\n" + HOST, "", "404"),
            new Drip("no token", "POST /api/v1/dialogs/x/messages HTTP/1.1\r\n" + HOST, "", "401"),
            new Drip("no such method", "PUT /api/v1/openapi.json HTTP/1.1\r\n" + HOST, "", "405"),
            new Drip("no such type", "POST /api/v1/sessions HTTP/1.1\r\n" + HOST, "", "415"),
            new Drip("a body read", "POST /api/v1/sessions HTTP/1.1\r\n" + HOST + JSON, "", "408"),
            new Drip("a page", "GET /embed/shop HTTP/1.1\r\n" + HOST, "", "200"),
            new Drip("a file", "GET /embed.js HTTP/1.1\r\n" + HOST, "", "200"),
            new Drip("a head asked for", "HEAD /embed.js HTTP/1.1\r\n" + HOST, "", "200"),
            new Drip("options", "OPTIONS /api/v1/dialogs HTTP/1.1\r\n" + HOST, "", "200"),
            new Drip("health", "GET /actuator/health HTTP/1.1\r\n" + HOST, "", "200"))
        .flatMap(DripTest::everyPlace);
  }

  /** A request that drips at each position of its body. */
  private static Stream<Drip> everyPlace(Drip of) {
    // What is refused for its length or its framing is not answered as the rest.
    return Stream.of(
            new String[] {"its body", SIZED, " "},
            new String[] {"its chunk", CHUNKED + "fff0\r\n", " "},
            new String[] {"its chunks", CHUNKED, "1\r\n \r\n"},
            new String[] {"its chunk's size", CHUNKED + "1", ""},
            new String[] {"its chunk's extension", CHUNKED + "1;a=", "x"},
            new String[] {"its trailer", CHUNKED + "2\r\n{}\r\n0\r\nX: ", "x"},
            new String[] {"its trailers", CHUNKED + "2\r\n{}\r\n0\r\n", "X: y\r\n"})
        .map(place ->
            new Drip(of.name + ", " + place[0], of.begins + place[1], place[2], of.status));
  }

  @ParameterizedTest
  @MethodSource("drips")
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(value = CONNECTIONS, mode = ResourceAccessMode.READ)
  void isCutOnceItIsLateAndAnswered(Drip drip) throws IOException {
    try (Socket socket = open(drip)) {
      long began = System.nanoTime();

      String answer = dripToTheEnd(socket, drip);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
      assertThat(answer).startsWith(drip.status.isEmpty() ? "" : "HTTP/1.1 " + drip.status);
      assertThat(answer.isEmpty()).isEqualTo(drip.status.isEmpty());
    }
  }

  @Test
  @ResourceLock(CONNECTIONS)
  void delaysNobodyHoweverManyThereAreAndLeavesNoConnectionOpen() throws IOException {
    var sockets = new ArrayList<Socket>();
    List<Drip> kinds = drips().toList();
    try {
      for (int i = 0; i < 500; i++) {
        sockets.add(open(kinds.get(i % kinds.size())));
      }

      for (int i = 0; i < 20; i++) {
        assertThat(Client.of(server).get("/api/v1/dialogs").statusCode()).isEqualTo(200);
      }

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            for (int i = 0; i < sockets.size(); i++) {
              sendOn(sockets.get(i), kinds.get(i % kinds.size()));
            }
            return server.connections() <= KEPT_BY_CLIENT_LIBRARY;
          });
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void doesNotIncludeClientsThatSendSlowlyButInTime() throws IOException {
    String body = "{\"assistant\":\"shop\"}";
    String head =
        "POST /api/v1/sessions HTTP/1.1\r\n"
            + HOST
            + JSON
            + "Connection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(15_000);
      socket.setTcpNoDelay(true);
      for (byte next : (head + body).getBytes(StandardCharsets.US_ASCII)) {
        socket.getOutputStream().write(next);
      }

      assertThat(Raw.read(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
    }
  }

  private static Socket open(Drip drip) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(50);
    socket.getOutputStream().write(drip.begins.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Keeps sending between reads until the server ends the connection; returns the response. */
  private static String dripToTheEnd(Socket socket, Drip drip) throws IOException {
    var answer = new StringBuilder();
    byte[] some = new byte[8_192];
    long began = System.nanoTime();
    while (System.nanoTime() - began < Duration.ofSeconds(20).toNanos()) {
      try {
        int length = socket.getInputStream().read(some);
        if (length < 0) {
          return answer.toString();
        }
        answer.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
      } catch (SocketTimeoutException e) {
        sendOn(socket, drip);
      } catch (IOException e) {
        return answer.toString();
      }
    }
    throw new AssertionError("The connection is still open");
  }

  private static void sendOn(Socket socket, Drip drip) {
    try {
      socket.getOutputStream().write(drip.piece.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The connection was cut; the next read reports it.
      return;
    }
  }
}
