package io.chatframe.adapter.web.http;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ErasureTest {
  @RegisterExtension static final TestServer server = new TestServer();

  private final UUID dialog = UUID.randomUUID();
  private final UUID id = UUID.randomUUID();
  private final String messages = "/api/v1/dialogs/" + dialog + "/messages";
  private Client client;

  @BeforeEach
  void begin() {
    client = Client.of(server);
  }

  @Test
  void deletesEverythingAndEndsRunningReplies() {
    try (var events = client.sendStreaming(dialog, id, "Hi")) {
      var stream = server.llm.awaitStream().text("Hello");
      var accepted = erase(client);
      assertThat(accepted.statusCode()).isEqualTo(202);
      assertThat(json(accepted).get("status").asString()).isEqualTo("running");
      assertThat(accepted.headers().firstValue("Location")).contains("/api/v1/visitor/erasure");

      var done = events.rest().getLast();
      assertThat(done.json().get("status").asString()).isEqualTo("stopped");
      assertThat(done.json().get("deleted").asBoolean()).isTrue();
      stream.awaitClosed();
    }
    assertThat(json(client.get("/api/v1/dialogs")).get("items").isEmpty()).isTrue();
    assertThat(client.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
    assertThat(erase(client).statusCode()).isEqualTo(202);
  }

  @Test
  void reportsWhenAllHerDataIsDeleted() {
    assertThat(progress()).isEqualTo("none");
    assertThat(erase(client).statusCode()).isEqualTo(204);
    server.llm.prepare().finish();
    client.post(messages, message(id, "Hi"));

    erase(client);

    assertThat(progress()).isEqualTo("running");
    server.store.purge();
    assertThat(progress()).isEqualTo("done");
    assertThat(erase(client).statusCode()).isEqualTo(204);
  }

  @Test
  void acceptsNoMessageWithATokenFromBeforeTheErasure() {
    server.llm.prepare().finish();
    client.post(messages, message(id, "Hi"));
    server.llm.awaitStream();
    erase(client);

    for (String path :
        new String[] {messages, "/api/v1/dialogs/" + UUID.randomUUID() + "/messages"}) {
      var late = client.post(path, message(id, "Hi"));
      assertThat(late.statusCode()).isEqualTo(401);
      assertThat(json(late).get("code").asString()).isEqualTo("unauthorized");
    }
    assertThat(client.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
  }

  @Test
  void treatsAKeyIssuedBeforeAnErasureAsUnknown() {
    var session = "{\"assistant\":\"%s\",\"visitorKey\":\"" + client.visitorKey + "\"}";
    var before = json(session(session.formatted("shop"))).get("visitor").asString();
    server.llm.prepare().finish();
    client.post(messages, message(id, "Hi"));
    server.llm.awaitStream();

    erase(client);

    var after = json(session(session.formatted("shop")));
    assertThat(after.get("visitor").asString()).isNotEqualTo(before);
    var elsewhere = json(session(session.formatted("other")));
    assertThat(elsewhere.get("visitor").asString()).isEqualTo(before);
  }

  @Test
  void changesNothingForAVisitorWhoNeverWrote() {
    assertThat(erase(client).statusCode()).isEqualTo(204);

    server.llm.prepare().finish();
    assertThat(client.post(messages, message(id, "Hi")).statusCode()).isEqualTo(200);
    server.llm.awaitStream();
  }

  @Test
  void erasesNobodyWithoutAToken() {
    assertThat(erase(Client.anonymous(server)).statusCode()).isEqualTo(401);
  }

  private String progress() {
    return json(client.get("/api/v1/visitor/erasure")).get("status").asString();
  }

  private static HttpResponse<String> session(String body) {
    return Client.anonymous(server).post("/api/v1/sessions", body);
  }

  private static HttpResponse<String> erase(Client client) {
    return client.send(client.request("/api/v1/visitor").DELETE());
  }
}
