package io.chatframe.adapter.web.http;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.SocketClient;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.limit.Rate;
import io.chatframe.domain.limit.RateScope;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Limits over HTTP and WebSocket, of a server that trusts a proxy on this machine. */
final class RateLimitTest {
  private static final String SESSION = "{\"assistant\":\"shop\"}";

  @Test
  void refusesAVisitorsMessagesOverHerLimitButFindsWhatWasAccepted() {
    try (var server = limited(RateScope.MESSAGES_PER_VISITOR, 2)) {
      var client = Client.of(server);
      var first = UUID.randomUUID();
      String path = dialog();
      answer(server);
      assertThat(client.post(path, message(first, "One")).statusCode()).isEqualTo(200);
      assertThat(client.post(path, message(first, "One")).statusCode()).isEqualTo(200);
      answer(server);
      assertThat(client.post(path, message(UUID.randomUUID(), "Two")).statusCode()).isEqualTo(200);

      String refused = dialog();
      JsonNode problem = refused(client.post(refused, message(UUID.randomUUID(), "Three")), 1_800);
      assertThat(problem.get("limit").asString()).isEqualTo("messages-per-visitor");
      assertThat(problem.get("detail").asString())
          .isEqualTo("There are more messages of this visitor than allowed");
      assertThat(client.get(refused).statusCode()).as("nothing is stored").isEqualTo(404);

      assertThat(client.post(path, message(first, "One")).statusCode()).isEqualTo(200);
      answer(server);
      assertThat(Client.of(server).post(dialog(), message(first, "Hi")).statusCode())
          .isEqualTo(409);
      assertThat(Client.of(server).post(dialog(), message(UUID.randomUUID(), "Hi")).statusCode())
          .as("another visitor")
          .isEqualTo(200);
    }
  }

  @Test
  void countsFurtherRepliesAndEditsAsMessages() {
    try (var server = limited(RateScope.MESSAGES_PER_VISITOR, 3)) {
      var client = Client.of(server);
      answer(server);
      JsonNode reply = json(client.post(dialog(), message(UUID.randomUUID(), "One")));
      String replies = "/api/v1/replies/" + reply.get("id").asString();
      String id = "{\"id\":\"%s\"}";
      answer(server);
      assertThat(client.post(replies + "/regenerate", id.formatted(UUID.randomUUID())).statusCode())
          .isEqualTo(200);
      String edit = "/api/v1/messages/" + reply.get("message").asString() + "/edit";
      answer(server);
      assertThat(client.post(edit, message(UUID.randomUUID(), "Two")).statusCode()).isEqualTo(200);

      refused(client.post(edit, message(UUID.randomUUID(), "Three")), 1_200);
      refused(client.post(replies + "/regenerate", id.formatted(UUID.randomUUID())), 1_200);
    }
  }

  @Test
  void countsTheMessagesOfANetworkAndOfAnAssistantOverAllVisitors() {
    try (var server = limited(RateScope.MESSAGES_PER_ADDRESS, 2)) {
      for (int i = 0; i < 2; i++) {
        answer(server);
        assertThat(from("203.0.113.7", Client.of(server)).statusCode()).isEqualTo(200);
      }
      assertThat(refused(from("203.0.113.7", Client.of(server)), 1_800).get("limit"))
          .hasToString("\"messages-per-address\"");
      answer(server);
      assertThat(from("203.0.113.8", Client.of(server)).statusCode()).isEqualTo(200);
    }
    try (var server = limited(RateScope.MESSAGES_PER_ASSISTANT, 1)) {
      answer(server);
      assertThat(from("203.0.113.7", Client.of(server)).statusCode()).isEqualTo(200);
      var refused = from("203.0.113.8", Client.of(server));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(json(refused).get("limit").asString()).isEqualTo("messages-per-assistant");
      answer(server);
      assertThat(from("203.0.113.8", Client.at(server, "other")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void countsSessionsOfANetworkWhoseAddressNobodyCanForge() {
    try (var server = limited(RateScope.SESSIONS_PER_ADDRESS, 2)) {
      var client = Client.anonymous(server);
      for (int i = 0; i < 2; i++) {
        assertThat(session(client, i + ".6.6.6, 2001:db8:1:2::" + i).statusCode()).isEqualTo(200);
      }
      JsonNode problem = refused(session(client, "9.6.6.6, 2001:db8:1:2:ffff::1"), 1_800);
      assertThat(problem.get("limit").asString()).isEqualTo("sessions-per-address");
      assertThat(session(client, "2001:db8:1:3::1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void countsRequestsAndFramesOfANetworkButNotQuestionsForHealth() {
    try (var server = limited(RateScope.REQUESTS_PER_ADDRESS, 8)) {
      var client = Client.of(server);
      try (var socket = SocketClient.of(server, client)) {
        for (int i = 0; i < 5; i++) {
          socket.send("type", "unfollow", "reply", UUID.randomUUID().toString());
          socket.next("unfollowed");
        }
        socket.send("type", "unfollow", "reply", UUID.randomUUID().toString());
        JsonNode problem = socket.next("problem").get("data");
        assertThat(problem.get("code").asString()).isEqualTo("rate-limited");
        assertThat(problem.get("limit").asString()).isEqualTo("requests-per-address");
        assertThat(problem.get("retryAfter").asInt()).isBetween(440, 450);
      }
      for (String path : new String[] {"/", "/embed/shop", "/api/v1/dialogs", "/nothing"}) {
        refused(client.get(path), 450);
      }
      assertThat(client.get("/actuator/none").statusCode()).isEqualTo(404);
      assertThat(client.get("/", "X-Forwarded-For", "203.0.113.7").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tellsAConnectionWhoseFirstFrameIsOneTooManyThatThereAreTooMany() {
    try (var server = limited(RateScope.REQUESTS_PER_ADDRESS, 2)) {
      var client = Client.of(server);
      try (var socket = SocketClient.open(server)) {
        socket.send("type", "auth", "token", client.token);

        assertThat(socket.next("problem").get("data").get("code").asString())
            .isEqualTo("rate-limited");
        assertThat(socket.closeCode()).isEqualTo(4429);
      }
    }
  }

  private static TestServer limited(RateScope scope, int permits) {
    return TestServer.limited(Map.of(scope, new Rate(permits, Duration.ofHours(1))));
  }

  private static String dialog() {
    return "/api/v1/dialogs/" + UUID.randomUUID() + "/messages";
  }

  private static void answer(TestServer server) {
    server.llm.prepare().text("Yes").finish();
  }

  private static HttpResponse<String> from(String address, Client client) {
    return client.post(dialog(), message(UUID.randomUUID(), "Hi"), "X-Forwarded-For", address);
  }

  private static HttpResponse<String> session(Client client, String forwarded) {
    return client.post("/api/v1/sessions", SESSION, "X-Forwarded-For", forwarded);
  }

  /** Asserts a refusal whose wait ends at most ten seconds before so many seconds. */
  private static JsonNode refused(HttpResponse<String> answer, int seconds) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("code").asString()).isEqualTo("rate-limited");
    int wait = problem.get("retryAfter").asInt();
    assertThat(wait).isBetween(seconds - 10, seconds);
    assertThat(answer.headers().firstValue("Retry-After")).contains(Integer.toString(wait));
    return problem;
  }
}
