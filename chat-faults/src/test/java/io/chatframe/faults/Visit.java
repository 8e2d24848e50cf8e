package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.SaltedWords;
import io.chatframe.faults.process.HttpAsk;
import io.chatframe.faults.process.HttpCall;
import io.chatframe.faults.process.SuiteNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * One visitor who uses every feature at two nodes, one of which is killed: the outcome must not
 * depend on the database's version or the way to it.
 */
final class Visit {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SuiteNode first;
  private final SuiteNode second;
  private final SuiteVisitor visitor;
  private final UUID dialog = UUID.randomUUID();

  private Visit(SuiteNode first, SuiteNode second) {
    this.first = first;
    this.second = second;
    // Like a load balancer, use the other node while this one is down.
    this.visitor =
        new SuiteVisitor(() -> first.door().orElseGet(second::address), Duration.ofSeconds(30));
  }

  /** Runs one visit, killing and restarting the first node meanwhile. */
  static void pay(SuiteNode first, SuiteNode second) throws Exception {
    new Visit(first, second).pay();
  }

  private void pay() throws Exception {
    MessageHistory asked = streams();
    followsAtBothNodes();
    stopsFromTheOtherNode();
    regenerates(asked);
    edits(asked);
    findsAndRenames();
    survivesTheFirstNode();
    deletesAndErases();
  }

  private MessageHistory streams() throws Exception {
    MessageHistory asked = visitor.ask(dialog, words(20, 200, "needle"));
    assertThat(asked.status()).contains("completed");
    assertThat(SaltedWords.count(asked.text())).isEqualTo(20);
    assertThat(asked.complaints()).isEmpty();
    return asked;
  }

  private void followsAtBothNodes() throws Exception {
    MessageHistory sent = visitor.prepare(dialog, words(60, 30, "follow"));
    var owner = Background.of(() -> visitor.follow(sent));
    await(sent);
    var elsewhere = visitor.at(second::address);
    MessageHistory same = elsewhere.follow(elsewhere.again(sent));
    assertThat(owner.result().status()).contains("completed");
    assertThat(same.text()).isEqualTo(sent.text());
    assertThat(SaltedWords.count(same.text())).isEqualTo(60);
  }

  private void stopsFromTheOtherNode() throws Exception {
    MessageHistory sent = visitor.prepare(dialog, words(2_000, 20, "stop"));
    var owner = Background.of(() -> visitor.follow(sent));
    await(sent);
    String path = "/api/v1/replies/" + sent.reply().orElseThrow() + "/stop";
    try (var call = visitor.callAt(second.address(), HttpAsk.post(path, ""))) {
      assertThat(call.status()).isEqualTo(200);
    }
    assertThat(owner.result().status()).contains("stopped");
  }

  private void regenerates(MessageHistory asked) throws Exception {
    String path = "/api/v1/replies/" + asked.reply().orElseThrow() + "/regenerate";
    JsonNode other = json(HttpAsk.post(path, "{\"id\":\"" + UUID.randomUUID() + "\"}"));
    assertThat(other.path("status").asString()).isEqualTo("completed");
    assertThat(other.path("message").asString()).isEqualTo(asked.message().toString());
  }

  private void edits(MessageHistory asked) throws Exception {
    String body =
        HttpCall.JSON.writeValueAsString(
            Map.of("id", UUID.randomUUID().toString(), "text", words(5, 200, "edited")));
    JsonNode reply = json(HttpAsk.post("/api/v1/messages/" + asked.message() + "/edit", body));
    assertThat(reply.path("status").asString()).isEqualTo("completed");
  }

  private void findsAndRenames() throws Exception {
    assertThat(ids(json(HttpAsk.get("/api/v1/dialogs?q=needle"))))
        .containsExactly(dialog.toString());
    assertThat(ids(json(HttpAsk.get("/api/v1/dialogs?q=haystack")))).isEmpty();
    var rename =
        new HttpAsk(
            "PATCH",
            "/api/v1/dialogs/" + dialog,
            Map.of("Content-Type", "application/json"),
            Optional.of("{\"title\":\"Renamed\"}"));
    try (var call = visitor.call(rename)) {
      assertThat(call.status()).isIn(200, 204);
    }
    JsonNode items = json(HttpAsk.get("/api/v1/dialogs")).path("items");
    assertThat(items.get(0).path("title").asString()).isEqualTo("Renamed");
  }

  private void survivesTheFirstNode() throws Exception {
    MessageHistory sent = visitor.prepare(dialog, words(200, 20, "takeover"));
    var elsewhere = visitor.at(second::address);
    var reader = Background.of(() -> visitor.follow(sent));
    await(sent);
    first.kill();
    MessageHistory after = elsewhere.follow(elsewhere.again(sent));
    assertThat(after.status()).contains("completed");
    assertThat(after.complaints()).isEmpty();
    assertThat(SaltedWords.count(after.text())).isEqualTo(200);
    first.begin().awaitReady();
    assertThat(reader.result().text()).isEqualTo(after.text());
    assertThat(reader.result().complaints()).isEmpty();
  }

  private void deletesAndErases() throws Exception {
    MessageHistory other = visitor.ask(UUID.randomUUID(), words(3, 100, "other"));
    assertThat(other.status()).contains("completed");
    try (var call = visitor.call(HttpAsk.delete("/api/v1/dialogs/" + dialog))) {
      assertThat(call.status()).isEqualTo(204);
    }
    try (var call = visitor.call(HttpAsk.get("/api/v1/dialogs/" + dialog))) {
      assertThat(call.status()).isEqualTo(404);
    }
    HttpAsk before = visitor.authorised(HttpAsk.get("/api/v1/dialogs/" + other.dialog()));
    try (var call = visitor.call(HttpAsk.delete("/api/v1/visitor"))) {
      // Accepted, if it is done in the background.
      assertThat(call.status()).isIn(202, 204);
    }
    Awaitility.await("the visitor to be gone")
        .atMost(PATIENCE)
        .until(() -> {
          try (var call = HttpCall.send(second.address(), Duration.ofSeconds(10), before)) {
            return List.of(401, 404).contains(call.status());
          }
        });
  }

  private JsonNode json(HttpAsk ask) throws Exception {
    try (var call = visitor.call(ask.with("Accept", "application/json"))) {
      assertThat(call.status()).as(ask.path()).isEqualTo(200);
      return call.json();
    }
  }

  private static List<String> ids(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("id").asString()).toList();
  }

  private static void await(MessageHistory history) {
    Awaitility.await("text").atMost(PATIENCE).until(history::begun);
  }

  private static String words(int count, int rate, String mark) {
    return "script:words count=%d rate=%d salt=true\n%s %s"
        .formatted(count, rate, mark, UUID.randomUUID());
  }
}
