package io.chatframe.adapter.web.http;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.FinishReason;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Editing a message and continuing a reply. */
final class BranchesTest {
  private static final String EVENTS = "text/event-stream";
  @RegisterExtension static final TestServer server = new TestServer();

  private final UUID dialog = UUID.randomUUID();
  private final UUID question = UUID.randomUUID();
  private final UUID id = UUID.randomUUID();
  private final String messages = "/api/v1/dialogs/" + dialog + "/messages";
  private final String edit = "/api/v1/messages/" + question + "/edit";
  private Client client;

  @BeforeEach
  void begin() {
    client = Client.of(server);
  }

  @Test
  void putsAnEditedQuestionBesideTheOldOne() {
    ask("Old", FinishReason.STOP);

    server.llm.prepare().text("New answer").finish();
    var answer = client.post(edit, message(id, "New"));
    server.llm.awaitStream();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("message").asString()).isEqualTo(id.toString());
    assertThat(json(answer).get("text").asString()).isEqualTo("New answer");
    JsonNode items = json(client.get(messages)).get("items");
    assertThat(items.get(0).get("text").asString()).isEqualTo("New");
    assertThat(items.get(0).has("parent")).isFalse();
    assertThat(items.get(0).get("siblings").toString())
        .isEqualTo("[\"%s\",\"%s\"]".formatted(question, id));
    JsonNode old = json(client.get(messages + "?leaf=" + question)).get("items");
    assertThat(old.get(1).get("text").asString()).isEqualTo("Hi");
  }

  @Test
  void answersAnEditInAllForms() {
    ask("Old", FinishReason.STOP);

    server.llm.prepare().text("Streamed").finish();
    var streamed = client.post(edit, message(id, "New"), "Accept", EVENTS);
    server.llm.awaitStream();
    var again = client.post(edit, message(id, "New"), "Prefer", "respond-async");

    assertThat(streamed.headers().firstValue("Content-Type")).hasValue(EVENTS);
    assertThat(streamed.body()).contains("{\"t\":\"Streamed\"}").contains("event: done");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.headers().firstValue("Location"))
        .hasValue("/api/v1/replies/" + json(again).get("id").asString());
    assertThat(json(again).get("text").asString()).isEqualTo("Streamed");
  }

  @Test
  void editsOnlyTheVisitorsOwnMessages() {
    String reply = ask("Old", FinishReason.STOP);
    var body = message(id, "New");

    assertProblem(client.post("/api/v1/messages/" + reply + "/edit", body), 404, "not-found");
    assertProblem(client.post("/api/v1/messages/" + id + "/edit", body), 404, "not-found");
    assertProblem(client.post("/api/v1/messages/nonsense/edit", body), 404, "not-found");
    assertProblem(Client.of(server).post(edit, body), 404, "not-found");
    assertProblem(Client.anonymous(server).post(edit, body), 401, "unauthorized");
    assertProblem(client.post(edit, message(question, "New")), 409, "id-taken");
    assertProblem(client.post(edit, message(id, "x".repeat(101))), 422, "text-too-long");
  }

  @Test
  void doesNotEditWhileAReplyIsGenerated() {
    var running = client.post(messages, message(question, "Old"), "Prefer", "respond-async");

    var refused = client.post(edit, message(id, "New"));

    assertProblem(refused, 409, "reply-running");
    assertThat(json(refused).get("reply").asString()).isEqualTo(json(running).get("id").asString());
    server.llm.awaitStream().finish();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"%s\",\"text\":\"New\",\"parent\":null}",
        "{\"id\":\"%s\",\"text\":\"New\",\"dialog\":\"x\"}",
        "{\"id\":\"%s\"}",
        "{\"id\":\"%s\",\"text\":7}",
        "{\"id\":\"%s\",\"text\":\" \"}",
        "[\"%s\"]"
      })
  void refusesAnEditThatIsNotOne(String body) {
    ask("Old", FinishReason.STOP);

    assertThat(client.post(edit, body.formatted(id)).statusCode()).isEqualTo(400);
  }

  @Test
  void continuesAReplyThatWasCut() {
    String cut = ask("Count", FinishReason.LENGTH);

    server.llm.prepare().text(" there").finish();
    var answer = client.post(goOn(cut), id(id), "Accept", EVENTS);
    server.llm.awaitStream();

    assertThat(server.llm.requests().getLast().prefix()).contains("Hi");
    assertThat(answer.body()).containsSubsequence("\"t\":\"Hi", "there", "event: done");
    var reply = json(client.get("/api/v1/replies/" + id));
    assertThat(reply.get("text").asString()).isEqualTo("Hi there");
    assertThat(reply.get("message").asString()).isEqualTo(question.toString());
    assertThat(json(client.post(goOn(cut), id(id))).get("text").asString()).isEqualTo("Hi there");
  }

  @Test
  void showsARunningContinuationFromItsBeginningToEveryReader() {
    String cut = ask("Count", FinishReason.LENGTH);
    var begun = client.post(goOn(cut), id(id), "Prefer", "respond-async");

    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(json(begun).get("cursor").asString()).isEqualTo("1.2");
    try (var events = client.follow(id.toString())) {
      assertThat(events.next().name()).isEqualTo("reply");
      assertThat(events.next().data()).isEqualTo("{\"t\":\"Hi\"}");
      server.llm.awaitStream().finish();
      assertThat(events.next().name()).isEqualTo("done");
    }
  }

  @Test
  void refusesToContinueACompleteReplyOneOfAnotherVisitorOrAnUnknownOne() {
    String whole = ask("Count", FinishReason.STOP);

    assertProblem(client.post(goOn(whole), id(id)), 409, "not-continuable");
    assertProblem(Client.of(server).post(goOn(whole), id(id)), 404, "not-found");
    assertProblem(client.post(goOn(question.toString()), id(id)), 404, "not-found");
    assertProblem(client.post(goOn("nonsense"), id(id)), 404, "not-found");
    var more = "{\"id\":\"%s\",\"text\":\"x\"}".formatted(id);
    assertProblem(client.post(goOn(whole), more), 400, "unknown-field");
  }

  private String ask(String text, FinishReason reason) {
    server.llm.prepare().text("Hi").finish(reason, Optional.empty());
    var answer = client.post(messages, message(question, text));
    server.llm.awaitStream();
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer).get("id").asString();
  }

  private static String goOn(String reply) {
    return "/api/v1/replies/" + reply + "/continue";
  }

  private static String id(UUID id) {
    return "{\"id\":\"%s\"}".formatted(id);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("code").asString()).isEqualTo(code);
  }
}
