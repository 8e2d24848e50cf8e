package io.chatframe.adapter.web.http;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class MessagesTest {
  @RegisterExtension
  static final TestServer server = new TestServer("chat.web.answer-patience=1500ms");

  private final UUID dialog = UUID.randomUUID();
  private final UUID id = UUID.randomUUID();
  private final String messages = "/api/v1/dialogs/" + dialog + "/messages";
  private Client client;

  @BeforeEach
  void begin() {
    client = Client.of(server);
  }

  @Test
  void streamsTheReply() {
    server.llm.prepare().reasoning("Hm.").text("Hel").text("lo").finish();

    try (var events = client.sendStreaming(dialog, id, "Hi")) {
      var first = events.next();
      assertThat(first.name()).isEqualTo("reply");
      assertThat(first.id()).isEqualTo("1.0");
      assertThat(first.json().get("message").asString()).isEqualTo(id.toString());
      assertThat(first.json().get("dialog").asString()).isEqualTo(dialog.toString());
      var rest = events.rest();
      assertThat(text(rest, "reasoning")).isEqualTo("Hm.");
      assertThat(text(rest, "text")).isEqualTo("Hello");
      var done = rest.getLast();
      assertThat(done.id()).isEqualTo("1.8");
      assertThat(done.json().get("status").asString()).isEqualTo("completed");
      assertThat(done.json().get("finishReason").asString()).isEqualTo("stop");
      assertThat(done.json().get("usage").get("outputTokens").asInt()).isEqualTo(5);
      assertThat(events.block()).isEmpty();
    }
    server.llm.awaitStream();
  }

  @Test
  void announcesTheStreamSoThatNoProxyBuffersIt() {
    server.llm.prepare().finish();

    try (var events = client.sendStreaming(dialog, id, "Hi")) {
      var headers = events.response.headers();
      assertThat(headers.firstValue("Content-Type")).hasValue("text/event-stream");
      assertThat(headers.firstValue("Cache-Control")).hasValue("no-cache, no-transform");
      assertThat(headers.firstValue("X-Accel-Buffering")).hasValue("no");
      assertThat(headers.firstValue("Content-Encoding")).isEmpty();
      assertThat(events.block()).containsExactly("retry: 1000", ": connected");
    }
    server.llm.awaitStream();
  }

  @Test
  void returnsTheCompleteReply() {
    server.llm.prepare().reasoning("Hm.").text("Hello").finish();

    var answer = client.post(messages, message(id, "Hi"));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode reply = json(answer);
    assertThat(reply.get("text").asString()).isEqualTo("Hello");
    assertThat(reply.get("reasoning").asString()).isEqualTo("Hm.");
    assertThat(reply.get("status").asString()).isEqualTo("completed");
    assertThat(reply.get("cursor").asString()).isEqualTo("1.8");
    assertThat(reply.get("message").asString()).isEqualTo(id.toString());
    assertThat(reply.has("error")).isFalse();
    server.llm.awaitStream();
  }

  @Test
  void givesAFailedReplyAs200() {
    server
        .llm
        .prepare()
        .text("Hel")
        .fail(new LlmFailure.RateLimited(java.util.Optional.of(Duration.ofMillis(1_200))));

    var answer = client.post(messages, message(id, "Hi"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("status").asString()).isEqualTo("failed");
    assertThat(json(answer).get("text").asString()).isEqualTo("Hel");
    assertThat(json(answer).get("error").toString())
        .isEqualTo("{\"code\":\"provider-busy\",\"retryable\":true,\"retryAfter\":2}");
    server.llm.awaitStream();
  }

  @Test
  void respondsLaterWhenTheReplyTakesLong() {
    server.llm.prepare().text("Hel");

    var answer = client.post(messages, message(id, "Hi"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).get("status").asString()).isEqualTo("generating");
    assertThat(json(answer).get("text").asString()).isEqualTo("Hel");
    server.llm.awaitStream().finish();
    assertThat(client.get(location(answer)).statusCode()).isEqualTo(200);
  }

  @Test
  void answersAtOnceIfThatIsPreferred() {
    var answer = client.post(messages, message(id, "Hi"), "Prefer", "respond-async, wait=10");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("respond-async");
    assertThat(location(answer)).isEqualTo("/api/v1/replies/" + json(answer).get("id").asString());
    server.llm.awaitStream().text("Hello").finish();
    try (var events = client.follow(json(answer).get("id").asString())) {
      assertThat(text(events.rest(), "text")).isEqualTo("Hello");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|application/json",
        "application/json|application/json",
        "application/*|application/json",
        "text/event-stream|text/event-stream",
        "text/event-stream, */*|text/event-stream",
        "text/event-stream;q=0.5, application/json|application/json",
        "application/json;q=0.5, text/event-stream;q=0.9|text/event-stream",
        "text/event-stream;q=0, */*|application/json",
        "application/json, text/event-stream|application/json",
      })
  void choosesTheFormByAccept(String accept, String form) {
    server.llm.prepare().finish();

    var answer = client.post(messages, message(id, "Hi"), "Accept", accept);

    assertThat(answer.headers().firstValue("Content-Type")).hasValue(form);
    server.llm.awaitStream();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/xml, image/*", "nonsense", "*/*;q=0", "a/b;q=x"})
  void storesNothingIfNoFormFits(String accept) {
    var answer = client.post(messages, message(id, "Hi"), "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(json(answer).get("code").asString()).isEqualTo("not-acceptable");
    assertThat(client.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
  }

  @Test
  void findsTheSameReplyWhenAMessageIsRepeated() {
    server.llm.prepare().text("Hello").finish();
    JsonNode first = json(client.post(messages, message(id, "Hi")));
    server.llm.awaitStream();

    assertThat(json(client.post(messages, message(id, "Hi")))).isEqualTo(first);
    try (var events = client.sendStreaming(dialog, id, "Hi")) {
      assertThat(events.next().json().get("reply")).isEqualTo(first.get("id"));
      assertThat(text(events.rest(), "text")).isEqualTo("Hello");
    }
    assertThat(code(client.post(messages, message(id, "Ho")))).isEqualTo("409 id-taken");
    var elsewhere = "/api/v1/dialogs/" + UUID.randomUUID() + "/messages";
    assertThat(code(client.post(elsewhere, message(id, "Hi")))).isEqualTo("409 id-taken");
  }

  @Test
  void refusesASecondReplyAndNamesTheFirst() {
    String running =
        json(client.post(messages, message(id, "Hi"), "Prefer", "respond-async"))
            .get("id")
            .asString();

    var answer = client.post(messages, message(UUID.randomUUID(), "Ho"));

    assertThat(code(answer)).isEqualTo("409 reply-running");
    assertThat(json(answer).get("reply").asString()).isEqualTo(running);
    server.llm.awaitStream().finish();
  }

  @Test
  void regeneratesBesideAReplyThatEnded() {
    server.llm.prepare().text("One").finish();
    String first = json(client.post(messages, message(id, "Hi"))).get("id").asString();
    server.llm.awaitStream();
    server.llm.prepare().text("Two").finish();
    UUID second = UUID.randomUUID();

    var answer =
        client.post("/api/v1/replies/" + first + "/regenerate", "{\"id\":\"" + second + "\"}");

    server.llm.awaitStream();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("id").asString()).isEqualTo(second.toString());
    JsonNode shown = json(client.get("/api/v1/dialogs/" + dialog)).get("messages").get("items");
    assertThat(shown).hasSize(2);
    assertThat(shown.get(1).get("text").asString()).isEqualTo("Two");
    assertThat(shown.get(1).get("siblings")).hasSize(2);
    JsonNode old = json(client.get(messages + "?leaf=" + first)).get("items");
    assertThat(old.get(1).get("text").asString()).isEqualTo("One");
  }

  @Test
  void stopsAReplyAndKeepsItsText() {
    String reply =
        json(client.post(messages, message(id, "Hi"), "Prefer", "respond-async"))
            .get("id")
            .asString();
    ScriptedLlmStream stream = server.llm.awaitStream().text("Hel");
    try (var events = client.follow(reply)) {
      events.next();
      assertThat(events.next().name()).isEqualTo("text");

      var answer = client.post("/api/v1/replies/" + reply + "/stop", "");

      stream.awaitClosed();
      assertThat(json(answer).get("status").asString()).isEqualTo("stopped");
      assertThat(json(answer).get("text").asString()).isEqualTo("Hel");
      assertThat(events.next().json().get("status").asString()).isEqualTo("stopped");
    }
  }

  @Test
  void tellsFollowersThatTheDialogWasDeleted() {
    String reply =
        json(client.post(messages, message(id, "Hi"), "Prefer", "respond-async"))
            .get("id")
            .asString();
    ScriptedLlmStream stream = server.llm.awaitStream();
    try (var events = client.follow(reply)) {
      events.next();

      var answer = client.call("DELETE", "/api/v1/dialogs/" + dialog, "");

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(events.next().data()).isEqualTo("{\"status\":\"stopped\",\"deleted\":true}");
      stream.awaitClosed();
    }
    assertThat(client.get("/api/v1/replies/" + reply).statusCode()).isEqualTo(404);
  }

  @Test
  void answersNotFoundWhenTheDialogIsDeletedWhileOneWaits() throws Exception {
    var waiting =
        CompletableFuture.supplyAsync(
            () -> client.post(messages, message(id, "Hi")), Thread::startVirtualThread);
    ScriptedLlmStream stream = server.llm.awaitStream();

    client.call("DELETE", "/api/v1/dialogs/" + dialog, "");

    assertThat(code(waiting.get())).isEqualTo("404 not-found");
    stream.awaitClosed();
  }

  @Test
  void says503WhileTheDatabaseIsAway() {
    server.store.unavailable(true);
    try {
      var answer = client.post(messages, message(id, "Hi"));

      assertThat(code(answer)).isEqualTo("503 database-unavailable");
      assertThat(json(answer).get("retryAfter").asInt()).isBetween(2, 6);
      assertThat(answer.headers().firstValue("Retry-After"))
          .hasValue(json(answer).get("retryAfter").asString());
    } finally {
      server.store.unavailable(false);
    }
  }

  @Test
  void says503WhileTheServerStops() {
    try (var draining = new TestServer()) {
      var visitor = Client.of(draining);
      draining.engine.drain(Duration.ZERO);

      var answer = visitor.post(messages, message(id, "Hi"));

      assertThat(code(answer)).isEqualTo("503 draining");
      assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(5, 15);
      assertThat(visitor.get("/api/v1/dialogs").statusCode()).isEqualTo(200);
    }
  }

  private static String text(java.util.List<Client.Event> events, String name) {
    var text = new StringBuilder();
    events.stream()
        .filter(event -> event.name().equals(name))
        .forEach(event -> text.append(event.json().get("t").asString()));
    return text.toString();
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static String code(HttpResponse<String> response) {
    return response.statusCode() + " " + json(response).get("code").asString();
  }
}
