package io.chatframe.adapter.web.socket;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.SocketClient;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class SocketTest {
  private static final List<String> PIECES = List.of("Hé\n", "\"\\", "👩‍👩‍👧", "\u2028", "end");
  @RegisterExtension static final TestServer server = new TestServer("chat.web.heartbeat=200ms");

  private final String dialog = UUID.randomUUID().toString();
  private final String message = UUID.randomUUID().toString();
  private Client client;

  @BeforeEach
  void begin() {
    client = Client.of(server);
  }

  @Test
  void sendsAMessageAndStreamsTheReply() {
    try (var socket = SocketClient.of(server, client)) {
      send(socket, "Hi", "ref", "r1");
      var stream = server.llm.awaitStream();
      JsonNode began = socket.next("reply");
      stream.reasoning("Hm.");
      JsonNode reasoning = socket.next("reasoning");
      stream.text("Hello");
      JsonNode text = socket.next("text");
      stream.finish();
      JsonNode done = socket.next("done");

      String reply = began.get("reply").asString();
      assertThat(began.get("ref").asString()).isEqualTo("r1");
      assertThat(began.get("cursor").asString()).isEqualTo("1.0");
      assertThat(began.get("data").get("message").asString()).isEqualTo(message);
      assertThat(reasoning.toString())
          .isEqualTo(
              "{\"type\":\"reasoning\",\"reply\":\"%s\",\"cursor\":\"1.3\",\"data\":{\"t\":\"Hm.\"}}"
                  .formatted(reply));
      assertThat(text.toString())
          .isEqualTo(
              "{\"type\":\"text\",\"reply\":\"%s\",\"cursor\":\"1.8\",\"data\":{\"t\":\"Hello\"}}"
                  .formatted(reply));
      assertThat(done.get("data").get("status").asString()).isEqualTo("completed");
      assertThat(json(client.get("/api/v1/replies/" + reply)).get("text").asString())
          .isEqualTo("Hello");
    }
  }

  @Test
  void sendsTheSameDataAsTheEventStream() {
    try (var socket = SocketClient.of(server, client)) {
      send(socket, "Hi");
      var stream = server.llm.awaitStream();
      var frames = new ArrayList<JsonNode>();
      frames.add(socket.next("reply"));
      String reply = frames.getFirst().get("reply").asString();
      try (var events = client.follow(reply)) {
        var seen = new ArrayList<Client.Event>();
        seen.add(events.next());
        for (String piece : PIECES) {
          stream.text(piece);
          frames.add(socket.next("text"));
          seen.add(events.next());
        }
        stream.finish();
        frames.add(socket.next("done"));
        seen.add(events.next());

        for (int i = 0; i < seen.size(); i++) {
          assertThat(frames.get(i).get("type").asString()).isEqualTo(seen.get(i).name());
          assertThat(frames.get(i).get("cursor").asString()).isEqualTo(seen.get(i).id());
          assertThat(frames.get(i).get("data")).isEqualTo(seen.get(i).json());
        }
      }
    }
  }

  @Test
  void resumesFromEveryEventOnANewConnectionWithTheSameText() {
    var seen = new ArrayList<JsonNode>();
    String reply;
    try (var socket = SocketClient.of(server, client)) {
      send(socket, "Hi");
      var stream = server.llm.awaitStream();
      seen.add(socket.next("reply"));
      reply = seen.getFirst().get("reply").asString();
      for (String piece : PIECES) {
        stream.text(piece);
        seen.add(socket.next("text"));
      }
      stream.finish();
      seen.add(socket.next("done"));
    }

    for (int i = 0; i < seen.size(); i++) {
      try (var socket = SocketClient.of(server, client)) {
        socket.send(
            "type", "follow", "reply", reply, "after", seen.get(i).get("cursor").asString());
        List<JsonNode> rest = socket.rest();

        assertThat(SocketClient.text(seen.subList(0, i + 1)) + SocketClient.text(rest))
            .isEqualTo(String.join("", PIECES));
        assertThat(rest.getLast().get("data")).isEqualTo(seen.getLast().get("data"));
      }
    }
  }

  @Test
  void leavesTheReplyAloneWhenTheConnectionIsCutAndResumesWhileItGrows() {
    String reply;
    String cursor;
    ScriptedLlmStream stream;
    try (var socket = SocketClient.of(server, client)) {
      send(socket, "Hi");
      stream = server.llm.awaitStream();
      reply = socket.next("reply").get("reply").asString();
      stream.text("One two");
      assertThat(socket.next("text").get("cursor").asString()).isEqualTo("1.7");
      cursor = "1.4";
    }
    try (var socket = SocketClient.of(server, client)) {
      socket.send("type", "follow", "reply", reply, "after", cursor, "ref", "again");
      assertThat(socket.next("reply").get("ref").asString()).isEqualTo("again");
      assertThat(socket.next("text").get("data").get("t").asString()).isEqualTo("two");
      stream.text(" three").finish();
      assertThat(SocketClient.text(socket.rest())).isEqualTo(" three");
    }
  }

  @Test
  void followsSeveralRepliesEachFromItsOwnPosition() {
    try (var socket = SocketClient.of(server, client)) {
      String first = begin(socket);
      var one = server.llm.awaitStream();
      String second = begin(socket);
      var two = server.llm.awaitStream();
      one.text("one");
      assertThat(socket.next("text").get("reply").asString()).isEqualTo(first);
      two.text("two!");
      JsonNode text = socket.next("text");
      assertThat(text.get("reply").asString()).isEqualTo(second);
      assertThat(text.get("cursor").asString()).isEqualTo("1.4");
      one.finish();
      assertThat(socket.next("done").get("reply").asString()).isEqualTo(first);
      two.finish();
      assertThat(socket.next("done").get("reply").asString()).isEqualTo(second);
    }
  }

  @Test
  void sendsNothingMoreOfAReplyThatIsUnfollowed() {
    try (var socket = SocketClient.of(server, client)) {
      String reply = begin(socket);
      var stream = server.llm.awaitStream();
      socket.send("type", "unfollow", "reply", reply, "ref", "u");
      JsonNode answer = socket.next("unfollowed");
      assertThat(answer.get("ref").asString()).isEqualTo("u");
      assertThat(answer.get("reply").asString()).isEqualTo(reply);
      stream.text("unheard");
      socket.send("type", "unfollow", "reply", reply);
      socket.next("unfollowed");

      stream.finish();
      socket.send("type", "follow", "reply", reply);
      assertThat(SocketClient.text(socket.rest())).isEqualTo("unheard");
    }
  }

  @Test
  void beginsAgainWhenAFollowedReplyIsFollowedOnceMore() {
    try (var socket = SocketClient.of(server, client)) {
      String reply = begin(socket);
      var stream = server.llm.awaitStream();
      stream.text("Hello");
      socket.next("text");
      socket.send("type", "follow", "reply", reply, "after", "1.2");
      socket.next("reply");
      assertThat(socket.next("text").get("data").get("t").asString()).isEqualTo("llo");
      stream.finish();
      socket.next("done");
      socket.send("type", "unfollow", "reply", reply);
      // Two followers would have sent two ends.
      socket.next("unfollowed");
    }
  }

  @Test
  void stopsAndRegenerates() {
    try (var socket = SocketClient.of(server, client)) {
      String reply = begin(socket);
      server.llm.awaitStream().text("Hel");
      socket.next("text");
      socket.send("type", "stop", "reply", reply, "ref", "s");
      List<JsonNode> answers = List.of(socket.next(), socket.next());
      assertThat(answers)
          .extracting(answer -> answer.get("type").asString())
          .containsExactlyInAnyOrder("done", "stopped");
      answers.forEach(
          answer -> assertThat(answer.get("data").get("status").asString()).isEqualTo("stopped"));

      String id = UUID.randomUUID().toString();
      server.llm.prepare().text("Hello").finish();
      socket.send("type", "regenerate", "reply", reply, "id", id, "ref", "g");
      List<JsonNode> again = socket.rest();
      assertThat(again.getFirst().get("ref").asString()).isEqualTo("g");
      assertThat(again.getFirst().get("reply").asString()).isEqualTo(id);
      assertThat(SocketClient.text(again)).isEqualTo("Hello");
      server.llm.awaitStream();
    }
  }

  @Test
  void followsAndStopsAReplyThatAnotherNodeGenerates() {
    try (var other = TestServer.beside(server);
        var there = SocketClient.of(server, client);
        var here = SocketClient.of(other, client)) {
      String reply = begin(there);
      server.llm.awaitStream().text("Hello");
      there.next("text");

      here.send("type", "follow", "reply", reply, "after", "1.0");
      here.next("reply");
      JsonNode text = here.next("text");
      assertThat(text.get("data").get("t").asString()).isEqualTo("Hello");
      assertThat(text.get("cursor").asString()).isEqualTo("1.5");
      here.send("type", "stop", "reply", reply);
      List<JsonNode> answers = List.of(here.next(), here.next());

      assertThat(answers)
          .extracting(answer -> answer.get("type").asString())
          .containsExactlyInAnyOrder("done", "stopped");
      assertThat(there.next("done").get("data").get("status").asString()).isEqualTo("stopped");
    }
  }

  @Test
  void findsTheSameReplyWhenTheSameMessageIsSentAgain() {
    try (var socket = SocketClient.of(server, client)) {
      send(socket, "Hi");
      server.llm.awaitStream().text("Hello").finish();
      List<JsonNode> first = socket.rest();
      send(socket, "Hi");
      List<JsonNode> second = socket.rest();

      assertThat(second.getFirst().get("reply")).isEqualTo(first.getFirst().get("reply"));
      assertThat(SocketClient.text(second)).isEqualTo("Hello");
      send(socket, "Other", "ref", "x");
      JsonNode problem = socket.next("problem");
      assertThat(problem.get("ref").asString()).isEqualTo("x");
      assertThat(problem.get("data").get("code").asString()).isEqualTo("id-taken");
      assertThat(problem.get("data").get("status").asInt()).isEqualTo(409);
    }
  }

  @Test
  void keepsTheLineAliveByPings() {
    try (var socket = SocketClient.of(server, client)) {
      await().until(() -> socket.pings.get() > 1);
    }
  }

  @Test
  void takesAnotherTokenOfTheSameVisitorBeforeTheFirstExpires() {
    try (var socket = SocketClient.of(server, client)) {
      server.time.move(Duration.ofMinutes(14));
      var renewed =
          json(
              client.post(
                  "/api/v1/sessions",
                  "{\"assistant\":\"shop\",\"visitorKey\":\"%s\"}".formatted(client.visitorKey)));
      socket.send("type", "auth", "token", renewed.get("visitorToken").asString());
      assertThat(socket.next("authenticated").get("data").get("expiresAt"))
          .isEqualTo(renewed.get("expiresAt"));
      server.time.move(Duration.ofMinutes(3));
      send(socket, "Hi");
      socket.next("reply");
      server.llm.awaitStream().finish();
      socket.next("done");
    } finally {
      server.time.restore();
    }
  }

  @Test
  void closesWhenTheTokenHasExpiredAndTheLeewayIsOver() {
    try (var socket = SocketClient.of(server, client)) {
      server.time.move(Duration.ofMinutes(15).plusSeconds(61));

      assertThat(socket.closeCode()).isEqualTo(4401);
    } finally {
      server.time.restore();
    }
  }

  @Test
  void asksFollowersToReconnectWhenTheServerStops() {
    var leaving = new TestServer();
    var visitor = Client.of(leaving);
    try (var socket = SocketClient.of(leaving, visitor)) {
      send(socket, "Hi");
      leaving.llm.awaitStream().text("Hel");
      socket.next("reply");
      String cursor = socket.next("text").get("cursor").asString();

      leaving.context.close();

      JsonNode last = socket.next("reconnect");
      assertThat(last.get("cursor").asString()).isEqualTo(cursor);
      assertThat(socket.closeCode()).isEqualTo(1001);
    } finally {
      leaving.close();
    }
  }

  private void send(SocketClient socket, String text, String... more) {
    var fields =
        new ArrayList<>(List.of("type", "send", "dialog", dialog, "id", message, "text", text));
    fields.addAll(List.of(more));
    socket.send(fields.toArray(String[]::new));
  }

  /** Sends a message to a new dialog and returns the reply's id. */
  private static String begin(SocketClient socket) {
    socket.send(
        "type",
        "send",
        "dialog",
        UUID.randomUUID().toString(),
        "id",
        UUID.randomUUID().toString(),
        "text",
        "Hi");
    return socket.next("reply").get("reply").asString();
  }
}
