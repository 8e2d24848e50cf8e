package io.chatframe.adapter.web.stream;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.Raw;
import io.chatframe.adapter.web.server.SocketClient;
import io.chatframe.adapter.web.server.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AdmissionTest {
  @RegisterExtension
  final TestServer server =
      new TestServer("chat.web.max-streams=3", "chat.web.max-streams-per-visitor=2");

  private final UUID dialog = UUID.randomUUID();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Client client = Client.of(server);

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void refusesAVisitorsStreamOverHerLimitBeforeAnythingIsStored() {
    String reply = follow(client);
    open.add(client.follow(reply));

    var refused =
        client.post("/api/v1/dialogs/" + dialog + "/messages", message(UUID.randomUUID(), "Hi"));

    assertRefused(refused, 429, "too-many-streams");
    assertThat(client.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
    assertRefused(client.get("/api/v1/replies/" + reply + "/events"), 429, "too-many-streams");
    assertThat(json(client.get("/api/v1/replies/" + reply)).get("status").asString())
        .isEqualTo("generating");
  }

  @Test
  void refusesStreamsOverTheServersLimitOnEveryTransport() {
    String reply = follow(client);
    open.add(client.follow(reply));
    var other = Client.of(server);
    String others = follow(other);
    String path = "/api/v1/dialogs/" + dialog + "/messages";
    String body = message(UUID.randomUUID(), "Hi");

    assertRefused(other.post(path, body), 503, "overloaded");
    assertRefused(other.post(path, body, "Accept", "text/event-stream"), 503, "overloaded");
    assertRefused(other.get("/api/v1/replies/" + others + "/events"), 503, "overloaded");
    try (var socket = SocketClient.of(server, other)) {
      socket.send("type", "follow", "reply", others);
      assertThat(socket.next("problem").get("data").get("code").asString()).isEqualTo("overloaded");
    }
    assertThat(other.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
    var later = other.post(path, body, "Prefer", "respond-async");
    assertThat(later.statusCode()).as("who does not wait needs no place").isEqualTo(202);
  }

  @Test
  void freesTheSlotWhenAStreamEndsHoweverItEnds() {
    OpenStreams streams = server.context.getBean(OpenStreams.class);
    server.llm.prepare().text("Hello").finish();
    try (var events = client.sendStreaming(dialog, UUID.randomUUID(), "Hi")) {
      events.rest();
    }
    server.llm.awaitStream();
    await().until(() -> streams.count() == 0);

    try (var socket = SocketClient.of(server, client)) {
      server.llm.prepare();
      socket.send(
          "type",
          "send",
          "dialog",
          UUID.randomUUID().toString(),
          "id",
          UUID.randomUUID().toString(),
          "text",
          "Hi");
      String reply = socket.next("reply").get("reply").asString();
      assertThat(streams.count()).isEqualTo(1);
      socket.send("type", "unfollow", "reply", reply);
      socket.next("unfollowed");
      assertThat(streams.count()).isEqualTo(0);
      socket.send("type", "follow", "reply", reply);
      socket.next("reply");
      assertThat(streams.count()).isEqualTo(1);
    }
    await().until(() -> streams.count() == 0);
    server.llm.awaitStream();
  }

  @Test
  void refusesAVisitorsConnectionOverHerLimit() {
    open.add(SocketClient.of(server, client));
    open.add(SocketClient.of(server, client));
    try (var third = SocketClient.open(server)) {
      third.send("type", "auth", "token", client.token);

      assertThat(third.next("problem").get("data").get("code").asString())
          .isEqualTo("too-many-streams");
      assertThat(third.closeCode()).isEqualTo(4429);
    }
  }

  @Test
  void refusesConnectionsOverTheServersLimitBeforeTheUpgrade() throws IOException {
    for (int i = 0; i < 3; i++) {
      open.add(SocketClient.of(server, Client.of(server)));
    }

    String answer = Raw.exchange(server.port(), Raw.handshake("Host: a", "Connection: close"));

    assertThat(answer).startsWith("HTTP/1.1 503 ").contains("\"code\":\"overloaded\"");
    assertThat(answer).containsPattern("Retry-After: \\d+");
  }

  /** Begins a reply that does not end, and follows it. */
  private String follow(Client visitor) {
    var answer =
        visitor.post(
            "/api/v1/dialogs/" + UUID.randomUUID() + "/messages",
            message(UUID.randomUUID(), "Hi"),
            "Prefer",
            "respond-async");
    String reply = json(answer).get("id").asString();
    open.add(visitor.follow(reply));
    server.llm.awaitStream();
    return reply;
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("code").asString()).isEqualTo(code);
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(5, 15);
  }
}
