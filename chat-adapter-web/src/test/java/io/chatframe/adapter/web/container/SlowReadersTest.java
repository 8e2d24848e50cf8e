package io.chatframe.adapter.web.container;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.Raw;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.adapter.web.stream.OpenStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that request a reply and do not read it. */
final class SlowReadersTest {
  /** More than the buffers between server and client hold. */
  private static final String LONG = "€".repeat(900_000);

  private static final Pattern PIECE = Pattern.compile("\\{\"t\":\"([^\"]*)\"\\}");

  private TestServer server;
  private OpenStreams streams;
  private Client client;
  private String reply;

  @BeforeEach
  void start() {
    start("chat.web.write-patience=500ms", "chat.web.pong-patience=60s");
  }

  private void start(String... settings) {
    server = new TestServer(settings);
    streams = server.context.getBean(OpenStreams.class);
    client = Client.of(server);
    var begun =
        client.post(
            "/api/v1/dialogs/" + UUID.randomUUID() + "/messages",
            message(UUID.randomUUID(), "Hi"),
            "Prefer",
            "respond-async");
    reply = json(begun).get("id").asString();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void dropsAnEventStreamThatIsNotReadAndServesTheOthers() throws IOException {
    var stream = server.llm.awaitStream();
    try (var deaf = deaf();
        var events = client.follow(reply)) {
      String request =
          "GET /api/v1/replies/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(reply, client.token);
      deaf.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> streams.count() == 2);

      stream.text(LONG).finish();

      assertThat(text(events)).isEqualTo(LONG);
      await().atMost(Duration.ofSeconds(15)).until(() -> streams.count() == 0);
      assertThat(Raw.read(deaf.getInputStream()).length()).isLessThan(LONG.length());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: close\r\n"})
  void deliversEverythingToAClientWhoseBufferIsAlwaysFull(String header) throws IOException {
    stop();
    start();
    var stream = server.llm.awaitStream();
    try (var small = deaf()) {
      String request =
          "GET /api/v1/replies/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
              .formatted(reply, client.token, header);
      small.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      stream.text("First. ");
      var read = new ByteArrayOutputStream();
      readUntil(small, read, "First. ");

      stream.text(LONG).text("Last.").finish();

      readUntil(small, read, "event: done");
      var text = new StringBuilder();
      // Chunks may end within a character.
      String body = read.toString(StandardCharsets.ISO_8859_1).replaceAll("\r\n[0-9a-f]+\r\n", "");
      PIECE
          .matcher(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
          .results()
          .forEach(piece -> text.append(piece.group(1)));
      assertThat(text.toString()).isEqualTo("First. " + LONG + "Last.");
    }
  }

  private static void readUntil(Socket socket, ByteArrayOutputStream read, String end)
      throws IOException {
    byte[] some = new byte[2_048];
    String tail = "";
    while (!tail.contains(end)) {
      int count = socket.getInputStream().read(some);
      assertThat(count).as("read before the end").isPositive();
      read.write(some, 0, count);
      String all = tail + new String(some, 0, count, StandardCharsets.ISO_8859_1);
      tail = all.substring(Math.max(0, all.length() - some.length));
    }
  }

  @Test
  void dropsASocketThatIsNotReadAndServesTheOthers() throws IOException {
    var stream = server.llm.awaitStream();
    try (var deaf = Raw.openSocket(deaf());
        var events = client.follow(reply)) {
      deaf.getOutputStream()
          .write(Raw.frame("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(client.token)));
      deaf.getOutputStream()
          .write(Raw.frame("{\"type\":\"follow\",\"reply\":\"%s\"}".formatted(reply)));
      await().until(() -> streams.count() == 2);

      stream.text(LONG).finish();

      assertThat(text(events)).isEqualTo(LONG);
      await().atMost(Duration.ofSeconds(15)).until(() -> streams.count() == 0);
      assertThat(Raw.read(deaf.getInputStream()).length()).isLessThan(LONG.length());
    }
  }

  @Test
  void dropsAnAnswerThatIsNotRead() throws IOException {
    completeTheReply();
    long before = server.connections();
    try (var deaf = deaf()) {
      askForTheWholeReply(deaf, "");
      await().until(() -> server.connections() > before);

      await().atMost(Duration.ofSeconds(30)).until(() -> server.connections() <= before);

      assertThat(Raw.read(deaf.getInputStream()).length()).isLessThan(LONG.length());
    }
  }

  /** Includes a client that announces a body but never sends it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length: 1\r\n", "Transfer-Encoding: chunked\r\n"})
  void dropsAnAnswerThatIsReadTooSlowlyHoweverSteadily(String header) throws IOException {
    stop();
    // No single write waits long enough to time out.
    start(
        "chat.web.body-patience=400ms",
        "chat.web.write-patience=60s",
        "chat.web.exchange-patience=2s");
    completeTheReply();
    long before = server.connections();
    try (var slow = deaf()) {
      askForTheWholeReply(slow, header);
      await().until(() -> server.connections() > before);

      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            slow.getInputStream().skip(2_000);
            return server.connections() <= before;
          });
    }
  }

  private void completeTheReply() {
    server.llm.awaitStream().text(LONG).finish();
    await()
        .until(() ->
            json(client.get("/api/v1/replies/" + reply))
                .get("status")
                .asString()
                .equals("completed"));
  }

  private void askForTheWholeReply(Socket by, String header) throws IOException {
    String request =
        "GET /api/v1/replies/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
            .formatted(reply, client.token, header);
    by.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(Client.Events events) {
    var text = new StringBuilder();
    for (Client.Event event : events.rest()) {
      if (event.name().equals("text")) {
        text.append(event.json().get("t").asString());
      }
    }
    return text.toString();
  }

  /** A connection with the smallest receive buffer. */
  private Socket deaf() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(15_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return socket;
  }
}
