package io.chatframe.adapter.web.sse;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FollowingTest {
  private static final List<String> PIECES =
      List.of("Hé\n", "\r\ndata: x\n\n", "\"\\", "👩‍👩‍👧", "\u2028", "id: 9\n", "end");
  @RegisterExtension static final TestServer server = new TestServer("chat.web.heartbeat=200ms");

  private final UUID dialog = UUID.randomUUID();
  private Client client;

  @BeforeEach
  void begin() {
    client = Client.of(server);
  }

  @Test
  void resumesFromEveryEventWithTheSameText() {
    String reply = begin("Hi");
    var stream = server.llm.awaitStream();
    var seen = new ArrayList<Client.Event>();
    try (var events = client.follow(reply)) {
      seen.add(events.next());
      stream.reasoning("Hm.");
      seen.add(events.next());
      for (String piece : PIECES) {
        stream.text(piece);
        seen.add(events.next());
      }
      stream.finish();
      seen.add(events.next());
    }
    String whole = String.join("", PIECES);
    assertThat(text(seen)).isEqualTo(whole);

    for (int i = 0; i < seen.size(); i++) {
      try (var events = client.follow(reply, "Last-Event-ID", seen.get(i).id())) {
        var rest = events.rest();
        assertThat(rest.getFirst().name()).isEqualTo("reply");
        assertThat(rest.getFirst().id()).isEqualTo(seen.get(i).id());
        assertThat(text(seen.subList(0, i + 1)) + text(rest)).isEqualTo(whole);
        assertThat(rest.getLast().data()).isEqualTo(seen.getLast().data());
      }
    }
  }

  @Test
  void resumesWhileItGrowsAfterACut() {
    String reply = begin("Hi");
    var stream = server.llm.awaitStream();
    stream.text("One ");
    String cursor;
    try (var events = client.follow(reply)) {
      events.next();
      cursor = events.next().id();
    }

    stream.text("two");
    try (var events = client.follow(reply, "Last-Event-ID", cursor)) {
      assertThat(events.next().id()).isEqualTo("1.4");
      assertThat(events.next().data()).isEqualTo("{\"t\":\"two\"}");
      stream.finish();
      assertThat(events.next().name()).isEqualTo("done");
    }
  }

  @Test
  void prefersTheHeaderToTheQueryAndTreatsAnEmptyOneAsAbsent() {
    server.llm.prepare().text("Hello").finish();
    String reply = begin("Hi");
    server.llm.awaitStream();
    try (var whole = client.follow(reply)) {
      assertThat(text(whole.rest())).isEqualTo("Hello");
    }
    String events = "/api/v1/replies/" + reply + "/events";

    assertThat(client.get(events + "?after=1.2").body()).contains("{\"t\":\"llo\"}");
    assertThat(client.get(events + "?after=1.2", "Last-Event-ID", "1.4").body())
        .contains("{\"t\":\"o\"}");
    assertThat(client.get(events + "?after=1.2", "Last-Event-ID", "").body())
        .contains("{\"t\":\"llo\"}");
    assertThat(client.get(events + "?after=").body()).contains("{\"t\":\"Hello\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0",
        "1",
        "1.-1",
        "1.2x",
        "a.b",
        "1.6",
        "2.0",
        "01.0",
        "1.1",
        "9999999.1",
        "1.99999999999"
      })
  void refusesCursorsThatTheReplyNeverIssued(String cursor) {
    server.llm.prepare().text("👩lo").finish();
    String reply = begin("Hi");
    server.llm.awaitStream();
    try (var events = client.follow(reply)) {
      assertThat(events.rest()).hasSizeGreaterThan(1);
    }

    var answer = client.get("/api/v1/replies/" + reply + "/events", "Last-Event-ID", cursor);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("code").asString()).isEqualTo("bad-cursor");
  }

  @Test
  void keepsTheLineAliveByComments() {
    String reply = begin("Hi");
    var stream = server.llm.awaitStream();

    try (var events = client.follow(reply)) {
      assertThat(events.block()).contains("retry: 1000");
      assertThat(events.block().getFirst()).startsWith("id: ");
      assertThat(events.block()).containsExactly(":");
      assertThat(events.block()).containsExactly(":");
    }
    stream.finish();
  }

  @Test
  void answersHeadWithoutFollowing() {
    String reply = begin("Hi");
    var stream = server.llm.awaitStream();

    var answer =
        client.send(
            client
                .request("/api/v1/replies/" + reply + "/events")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    stream.finish();
  }

  @Test
  void hidesResourcesOfOthersExactlyLikeMissingOnes() {
    server.llm.prepare().text("Hello").finish();
    String reply = begin("Hi");
    server.llm.awaitStream();
    String missing = UUID.randomUUID().toString();
    for (Client stranger : List.of(Client.of(server), Client.at(server, "other"))) {
      for (String path : List.of("", "/events", "/stop", "/regenerate")) {
        assertSame404(stranger, "/api/v1/replies/", reply, missing, path);
      }
      assertSame404(stranger, "/api/v1/dialogs/", dialog.toString(), missing, "");
      assertSame404(stranger, "/api/v1/dialogs/", dialog.toString(), missing, "/messages");
      assertThat(stranger.get("/api/v1/dialogs").body()).isEqualTo("{\"items\":[]}");
      var taken = message(UUID.randomUUID(), "Mine");
      assertThat(stranger.post("/api/v1/dialogs/" + dialog + "/messages", taken).statusCode())
          .isEqualTo(404);
    }
    assertThat(client.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(200);
  }

  @Test
  void findsNothingForAnInvalidId() {
    for (String id : List.of("x", "1-2-3-4-5", "0".repeat(32), "{dialog}".replaceAll("\\W", "-"))) {
      assertThat(client.get("/api/v1/dialogs/" + id).statusCode()).isEqualTo(404);
      assertThat(client.get("/api/v1/replies/" + id + "/events").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void listsRenamesAndPages() {
    for (int i = 0; i < 3; i++) {
      server.llm.prepare().text("Hello").finish();
      begin(UUID.randomUUID(), "Question " + i);
      server.llm.awaitStream();
    }
    var first = json(client.get("/api/v1/dialogs?limit=2"));
    var second = json(client.get("/api/v1/dialogs?limit=2&before=" + encoded(first)));

    assertThat(first.get("items")).hasSize(2);
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.has("next")).isFalse();
    assertThat(json(client.get("/api/v1/dialogs?q=question%201")).get("items")).hasSize(1);
    String id = second.get("items").get(0).get("id").asString();
    var renamed = client.call("PATCH", "/api/v1/dialogs/" + id, "{\"title\":\" Shoes \"}");
    assertThat(json(renamed).get("title").asString()).isEqualTo("Shoes");
    assertThat(json(client.get("/api/v1/dialogs/" + id)).get("title").asString())
        .isEqualTo("Shoes");
  }

  private static String encoded(tools.jackson.databind.JsonNode page) {
    return java.net.URLEncoder.encode(
        page.get("next").asString(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void assertSame404(
      Client stranger, String root, String foreign, String missing, String path) {
    String body = "{\"id\":\"" + UUID.randomUUID() + "\"}";
    boolean posts = path.equals("/stop") || path.equals("/regenerate");
    String method = posts ? "POST" : "GET";
    for (String verb :
        path.isEmpty() && root.endsWith("dialogs/") ? List.of("GET", "DELETE") : List.of(method)) {
      var one = stranger.call(verb, root + foreign + path, posts ? body : "");
      var other = stranger.call(verb, root + missing + path, posts ? body : "");
      assertThat(one.statusCode()).isEqualTo(404);
      assertThat(one.body()).isEqualTo(other.body());
    }
  }

  private String begin(String text) {
    return begin(dialog, text);
  }

  private String begin(UUID into, String text) {
    var answer =
        client.post(
            "/api/v1/dialogs/" + into + "/messages",
            message(UUID.randomUUID(), text),
            "Prefer",
            "respond-async");
    assertThat(answer.statusCode()).isEqualTo(202);
    return json(answer).get("id").asString();
  }

  private static String text(List<Client.Event> events) {
    var text = new StringBuilder();
    events.stream()
        .filter(event -> event.name().equals("text"))
        .forEach(event -> text.append(event.json().get("t").asString()));
    return text.toString();
  }
}
