package io.chatframe.adapter.web.operator;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.SocketClient;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.application.access.RefusalAudit;
import io.chatframe.application.access.Restrictions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

final class OperatorTest {
  private static final String TOKEN = "the operator's token of the tests, long enough";

  @RegisterExtension
  static final TestServer server = new TestServer("chat.operator.token=" + TOKEN);

  @RegisterExtension static final TestServer without = new TestServer();

  private final Client client = Client.of(server);

  @AfterEach
  void open() {
    operate("DELETE", "/closure");
    operate("DELETE", "/assistants/shop/closure");
    server.assistants.tokenGeneration("shop", 0);
    server.context.getBean(Restrictions.class).start();
  }

  private static HttpResponse<String> operate(String method, String path) {
    return Client.anonymous(server)
        .call(method, "/operator/v1" + path, "", "Authorization", "Bearer " + TOKEN);
  }

  private String block() {
    return "/assistants/shop/visitors/" + visitor() + "/block";
  }

  private String visitor() {
    String session = "{\"assistant\":\"shop\",\"visitorKey\":\"" + client.visitorKey + "\"}";
    return json(Client.anonymous(server).post("/api/v1/sessions", session))
        .get("visitor")
        .asString();
  }

  private static String dialog() {
    return "/api/v1/dialogs/" + UUID.randomUUID() + "/messages";
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).get("code").asString()).isEqualTo(code);
  }

  @Test
  void isForTheOperatorOnly() {
    for (String path : List.of("/restrictions", "/budgets", "/audit")) {
      assertThat(operate("GET", path).statusCode()).isEqualTo(200);
      var anonymous = Client.anonymous(server);
      assertProblem(anonymous.get("/operator/v1" + path), 401, "unauthorized");
      assertProblem(client.get("/operator/v1" + path), 401, "unauthorized");
      assertProblem(
          anonymous.get("/operator/v1" + path, "Authorization", "Bearer " + TOKEN + "x"),
          401,
          "unauthorized");
      assertProblem(
          Client.anonymous(without).get("/operator/v1" + path, "Authorization", "Bearer " + TOKEN),
          404,
          "not-found");
    }
    assertProblem(client.call("PUT", "/operator/v1" + block(), ""), 401, "unauthorized");
  }

  @Test
  void aBlockedVisitorIsRefusedEverythingUntilUnblocked() {
    String block = block();
    assertThat(operate("PUT", block).statusCode()).isEqualTo(204);

    assertProblem(client.get("/api/v1/dialogs"), 403, "visitor-blocked");
    assertProblem(client.post(dialog(), message(UUID.randomUUID(), "Hi")), 403, "visitor-blocked");
    String session = "{\"assistant\":\"shop\",\"visitorKey\":\"" + client.visitorKey + "\"}";
    assertProblem(
        Client.anonymous(server).post("/api/v1/sessions", session), 403, "visitor-blocked");
    assertThat(Client.of(server).get("/api/v1/dialogs").statusCode()).isEqualTo(200);
    assertThat(json(operate("GET", "/restrictions")).get("blocked").toString())
        .contains("\"assistant\":\"shop\"");

    assertThat(operate("DELETE", block).statusCode()).isEqualTo(204);
    assertThat(client.get("/api/v1/dialogs").statusCode()).isEqualTo(200);
  }

  @Test
  void endsTheStreamsAndConnectionsOfABlockedVisitor() {
    String block = block();
    try (var events = client.sendStreaming(UUID.randomUUID(), UUID.randomUUID(), "Hi");
        var socket = SocketClient.of(server, client)) {
      var stream = server.llm.awaitStream();
      stream.text("Half");
      assertThat(events.next().name()).isEqualTo("reply");

      operate("PUT", block);

      assertThat(events.rest().getLast().name()).isIn("done", "reconnect");
      assertThat(socket.closeCode()).isEqualTo(4401);
      stream.awaitClosed();
    }
    operate("DELETE", block);
  }

  @Test
  void aRaisedGenerationEndsTheTokensAndStreamsOfAnAssistant() {
    var other = Client.at(server, "other");
    try (var events = client.sendStreaming(UUID.randomUUID(), UUID.randomUUID(), "Hi");
        var socket = SocketClient.of(server, client)) {
      var stream = server.llm.awaitStream();
      stream.text("Half");
      assertThat(events.next().name()).isEqualTo("reply");

      server.assistants.tokenGeneration("shop", 1);

      assertThat(events.rest().getLast().name()).isEqualTo("reconnect");
      assertThat(socket.closeCode()).isEqualTo(4401);
      stream.finish();
    }
    assertProblem(client.get("/api/v1/dialogs"), 401, "unauthorized");
    assertThat(other.get("/api/v1/dialogs").statusCode()).isEqualTo(200);
    assertThat(Client.of(server).get("/api/v1/dialogs").statusCode()).isEqualTo(200);
  }

  @Test
  void noReplyOfAClosedAssistantBegins() {
    assertThat(operate("PUT", "/assistants/shop/closure").statusCode()).isEqualTo(204);

    HttpResponse<String> refused = client.post(dialog(), message(UUID.randomUUID(), "Hi"));
    assertProblem(refused, 503, "assistant-closed");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(client.get("/api/v1/dialogs").statusCode()).isEqualTo(200);
    assertThat(closed("shop")).isTrue();
    assertThat(closed("other")).isFalse();
    assertThat(operate("PUT", "/assistants/nobody/closure").statusCode()).isEqualTo(404);

    operate("DELETE", "/assistants/shop/closure");
    assertThat(closed("shop")).isFalse();
    operate("PUT", "/closure");
    assertThat(closed("shop")).isTrue();
    assertThat(closed("other")).isTrue();
  }

  private static boolean closed(String assistant) {
    return json(Client.anonymous(server)
            .post("/api/v1/sessions", "{\"assistant\":\"" + assistant + "\"}"))
        .get("assistant")
        .get("closed")
        .asBoolean();
  }

  @Test
  void recordsWhatTheOperatorDidAndWhoWasRefused() {
    var refusals = server.context.getBean(RefusalAudit.class);
    refusals.close();
    String block = block();
    operate("PUT", block);
    client.get("/api/v1/dialogs");
    client.get("/api/v1/dialogs");
    operate("DELETE", block);
    refusals.close();

    JsonNode newest = json(operate("GET", "/audit?limit=3"));
    assertThat(newest.get("items").toString())
        .contains("\"actor\":\"127.0.0.1\",\"action\":\"visitor-blocked\"")
        .contains("\"subject\":\"GET /api/v1/dialogs\",\"count\":2")
        .contains("\"actor\":\"operator\",\"action\":\"unblock-visitor\",\"subject\":\"shop ");
    String before = newest.get("next").asString();
    assertThat(json(operate("GET", "/audit?limit=1&before=" + before)).get("items").toString())
        .doesNotContain("unblock-visitor");
    assertProblem(operate("GET", "/audit?before=x"), 400, "bad-cursor");
  }
}
