package io.chatframe.adapter.web.socket;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.Raw;
import io.chatframe.adapter.web.server.SocketClient;
import io.chatframe.adapter.web.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Frames that no well-behaved client sends. */
final class HostileFramesTest {
  private static final String ID = "00000000-0000-4000-8000-000000000001";
  private static final String CLOSE_FRAME = "\u0088\u0080\0\0\0\0";

  @RegisterExtension
  static final TestServer server =
      new TestServer("chat.web.auth-patience=300ms", "chat.web.max-streams-per-visitor=10");

  private Client client;

  @BeforeEach
  void begin() {
    client = Client.of(server);
  }

  @Test
  void closesIfNoTokenComes() {
    try (var socket = SocketClient.open(server)) {
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"auth\",\"token\":\"x.y.z\"}",
        "{\"type\":\"auth\"}",
        "{\"type\":\"follow\",\"reply\":\"" + ID + "\"}",
        "garbage",
        "{\"type\":\"auth\",\"token\":null}",
      })
  void closesIfTheFrameHasNoValidToken(String frame) {
    try (var socket = SocketClient.open(server)) {
      socket.sendRaw(frame);

      socket.next("problem");
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void acceptsNoVisitorKeyAndNoExpiredToken() {
    for (boolean expired : new boolean[] {false, true}) {
      try (var socket = SocketClient.open(server)) {
        server.time.move(expired ? Duration.ofMinutes(17) : Duration.ZERO);
        socket.send("type", "auth", "token", expired ? client.token : client.visitorKey);

        assertThat(code(socket.next("problem"))).isEqualTo("unauthorized");
        assertThat(socket.closeCode()).isEqualTo(4401);
      } finally {
        server.time.restore();
      }
    }
  }

  @Test
  void closesAConnectionThatPresentsAnotherVisitorsToken() {
    for (Client other : new Client[] {Client.of(server), Client.at(server, "other")}) {
      try (var socket = SocketClient.of(server, client)) {
        socket.send("type", "auth", "token", other.token);

        assertThat(socket.closeCode()).isEqualTo(4403);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "garbage|malformed-json",
        "``|malformed-json",
        "null|malformed-json",
        "[]|malformed-json",
        "{}|invalid-value",
        "{} {}|malformed-json",
        "{\"type\":\"stop\",\"type\":\"stop\"}|malformed-json",
        "{\"type\":1}|invalid-value",
        "{\"type\":\"shout\"}|invalid-value",
        "{\"type\":\"stop\"}|invalid-value",
        "{\"type\":\"stop\",\"reply\":{}}|invalid-value",
        "{\"type\":\"stop\",\"reply\":\"x\"}|invalid-value",
        "{\"type\":\"stop\",\"reply\":\"" + ID + "\",\"visitor\":\"x\"}|unknown-field",
        "{\"type\":\"stop\",\"reply\":\"" + ID + "\",\"text\":\"x\"}|unknown-field",
        "{\"type\":\"stop\",\"reply\":\"" + ID + "\"}|not-found",
        "{\"type\":\"follow\",\"reply\":\"" + ID + "\"}|not-found",
        "{\"type\":\"follow\",\"reply\":\"" + ID + "\",\"after\":\"x\"}|bad-cursor",
        "{\"type\":\"regenerate\",\"reply\":\"" + ID + "\",\"id\":\"" + ID + "\"}|not-found",
        "{\"type\":\"send\",\"dialog\":\"" + ID + "\",\"id\":\"x\",\"text\":\"x\"}|invalid-value",
        "{\"type\":\"send\",\"dialog\":\""
            + ID
            + "\",\"id\":\""
            + ID
            + "\",\"text\":\" \"}"
            + "|invalid-value",
        "{\"type\":\"send\",\"dialog\":\""
            + ID
            + "\",\"id\":\""
            + ID
            + "\",\"text\":\"\\u0000\"}"
            + "|invalid-value",
      })
  void refusesAFrameAndKeepsTheConnection(String frame, String code) {
    try (var socket = SocketClient.of(server, client)) {
      socket.sendRaw(frame);
      assertThat(code(socket.next("problem"))).isEqualTo(code);

      socket.send("type", "unfollow", "reply", ID);
      socket.next("unfollowed");
    }
  }

  @Test
  void refusesAsManyKeysAndBracketsAsAFrameHolds() {
    String keys =
        IntStream.range(0, 6_000)
            .mapToObj(i -> "\"k%d\":1".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    try (var socket = SocketClient.of(server, client)) {
      socket.sendRaw(keys);
      assertThat(code(socket.next("problem"))).isEqualTo("unknown-field");
      socket.sendRaw("{\"type\":" + "[".repeat(30_000));
      assertThat(code(socket.next("problem"))).isEqualTo("invalid-value");
      socket.sendRaw("[".repeat(30_000));
      assertThat(code(socket.next("problem"))).isEqualTo("malformed-json");
    }
  }

  @Test
  void givesTheRefBackAndNoLongOne() {
    try (var socket = SocketClient.of(server, client)) {
      socket.send("type", "stop", "reply", ID, "ref", "mine");
      assertThat(socket.next("problem").get("ref").asString()).isEqualTo("mine");
      socket.send("type", "stop", "reply", ID, "ref", "r".repeat(65));
      assertThat(code(socket.next("problem"))).isEqualTo("invalid-value");
    }
  }

  @Test
  void hidesRepliesOfOthersExactlyLikeMissingOnes() {
    String reply;
    try (var owner = SocketClient.of(server, client)) {
      reply = begin(owner);
      server.llm.awaitStream().text("Hel");
      owner.next("text");
      for (Client stranger : new Client[] {Client.of(server), Client.at(server, "other")}) {
        try (var socket = SocketClient.of(server, stranger)) {
          for (String type : new String[] {"follow", "stop"}) {
            socket.send("type", type, "reply", reply);
            JsonNode foreign = socket.next("problem");
            socket.send("type", type, "reply", ID);
            assertThat(foreign).isEqualTo(socket.next("problem"));
          }
          socket.send("type", "regenerate", "reply", reply, "id", UUID.randomUUID().toString());
          assertThat(code(socket.next("problem"))).isEqualTo("not-found");
          socket.send("type", "unfollow", "reply", reply);
          socket.next("unfollowed");
        }
      }
    }
    assertThat(json(client.get("/api/v1/replies/" + reply)).get("status").asString())
        .isEqualTo("generating");
    client.post("/api/v1/replies/" + reply + "/stop", "");
  }

  @Test
  void closesOnHugeFramesInOneOrInPieces() {
    try (var socket = SocketClient.of(server, client)) {
      var _ = socket.raw().sendText("x".repeat(70_000), true);
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
    try (var socket = SocketClient.of(server, client)) {
      for (int i = 0; i < 70; i++) {
        socket.raw().sendText("x".repeat(1_000), false).exceptionally(_ -> socket.raw()).join();
      }
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void takesAFrameOfSixtyFourKilobytes() {
    try (var socket = SocketClient.of(server, client)) {
      socket.sendRaw("x".repeat(64 * 1024));
      assertThat(code(socket.next("problem"))).isEqualTo("malformed-json");
    }
  }

  @Test
  void closesOnBinaryFrames() {
    try (var socket = SocketClient.of(server, client)) {
      var _ = socket.raw().sendBinary(ByteBuffer.wrap(new byte[] {1, 2}), true);
      assertThat(socket.closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void closesIfTheClientIsSilentForTooLong() throws IOException {
    try (var quick = new TestServer("chat.web.heartbeat=100ms", "chat.web.pong-patience=300ms");
        var socket = Raw.openSocket(new Socket(InetAddress.getLoopbackAddress(), quick.port()))) {
      String auth = "{\"type\":\"auth\",\"token\":\"%s\"}".formatted(Client.of(quick).token);
      socket.getOutputStream().write(Raw.frame(auth));

      // 4408, after unanswered pings.
      var heard = new StringBuilder();
      while (heard.indexOf("\u00118") < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as("closed without a word").isNotNegative();
        heard.append((char) next);
      }
      assertThat(heard).contains("authenticated").contains("\u0089\u0000");
    }
  }

  @Test
  void closesOnFramesThatBreakTheProtocol() throws IOException {
    // Not masked; a reserved opcode; text that is not UTF-8.
    assertThat(afterHandshake(0x81, 0x02, 'h', 'i')).isEqualTo(1002);
    assertThat(afterHandshake(0x83, 0x80, 0, 0, 0, 0)).isEqualTo(1002);
    assertThat(afterHandshake(0x81, 0x82, 0, 0, 0, 0, 0xC0, 0xAF)).isEqualTo(1007);
  }

  private static int afterHandshake(int... frame) throws IOException {
    try (var socket = Raw.openSocket(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
      var in = socket.getInputStream();
      byte[] bytes = new byte[frame.length];
      for (int i = 0; i < frame.length; i++) {
        bytes[i] = (byte) frame[i];
      }
      socket.getOutputStream().write(bytes);
      assertThat(in.read()).isEqualTo(0x88);
      assertThat(in.read()).isGreaterThanOrEqualTo(2);
      return in.read() << 8 | in.read();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chat.example|https://chat.example|101",
        "chat.example|http://CHAT.example|101",
        "chat.example:8443|https://chat.example:8443|101",
        "chat.example|https://chat.example:443|101",
        "chat.example|https://evil.example|403",
        "chat.example|https://chat.example.evil.example|403",
        "chat.example|https://chat.example:8443|403",
        "chat.example:8443|https://chat.example|403",
        "chat.example|null|403",
        "chat.example|chrome-extension://chat.example|403",
        "chat.example|https://a b|403",
      })
  void acceptsBrowsersOfItsOwnOriginOnly(String host, String origin, int status)
      throws IOException {
    String answer =
        Raw.exchange(
            server.port(), Raw.handshake("Host: " + host, "Origin: " + origin) + CLOSE_FRAME);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    if (status == 403) {
      assertThat(answer).contains("\"code\":\"foreign-origin\"");
    }
  }

  @Test
  void saysThatItSupportsWebSocketOnly() {
    var answer = client.get("/api/v1/socket");

    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(answer.headers().firstValue("Upgrade")).hasValue("websocket");
    assertThat(json(answer).get("code").asString()).isEqualTo("upgrade-required");
  }

  @Test
  void agreesToNoCompression() throws IOException {
    String answer =
        Raw.exchange(
            server.port(),
            Raw.handshake("Host: a", "Sec-WebSocket-Extensions: permessage-deflate") + CLOSE_FRAME);

    assertThat(answer).startsWith("HTTP/1.1 101 ").doesNotContain("Sec-WebSocket-Extensions");
  }

  @Test
  void limitsRepliesFollowedOnOneConnectionAndRepliesRunningForOneVisitor() {
    try (var socket = SocketClient.of(server, client);
        var second = SocketClient.of(server, client)) {
      var running = new ArrayList<String>();
      for (int i = 0; i < 8; i++) {
        running.add(begin(socket));
      }
      send(socket);
      assertThat(code(socket.next("problem"))).isEqualTo("too-many-streams");

      running.add(begin(second));
      assertThat(running).hasSize(TestServer.MOST_REPLIES_OF_A_VISITOR);
      send(second);
      JsonNode refused = second.next("problem");
      assertThat(code(refused)).isEqualTo("too-many-replies");
      assertThat(refused.get("data").get("retryAfter").asInt()).isBetween(5, 15);

      for (String each : running) {
        server.llm.awaitStream();
        client.post("/api/v1/replies/" + each + "/stop", "");
      }
    }
  }

  private static String begin(SocketClient socket) {
    send(socket);
    return socket.next("reply").get("reply").asString();
  }

  private static void send(SocketClient socket) {
    socket.send(
        "type",
        "send",
        "dialog",
        UUID.randomUUID().toString(),
        "id",
        UUID.randomUUID().toString(),
        "text",
        "Hi");
  }

  private static String code(JsonNode problem) {
    return problem.get("data").get("code").asString();
  }
}
