package io.chatframe.adapter.web.ticket;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.identity.TokenSecret;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.application.access.Restrictions;
import io.chatframe.domain.assistant.AssistantName;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embed tickets, from the page that fetches one to the session that it begins. */
final class TicketsTest {
  private static final String SHOP = "https://shop.example";

  @RegisterExtension static final TestServer server = new TestServer();

  private final Client client = Client.anonymous(server);

  @Test
  void givesATicketToASiteThatTheAssistantAllowsAndToNoOtherReader() {
    HttpResponse<String> answer = fetch("ticketed", SHOP);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(SHOP);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(header(answer, "Vary")).isEqualTo("Origin");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(json(answer).propertyNames()).containsExactly("ticket", "expiresAt");
  }

  @Test
  void givesATicketToThePagesOfThisServer() {
    String own = "http://127.0.0.1:" + server.port();

    assertThat(fetch("ticketed", own).statusCode()).isEqualTo(200);
    assertThat(fetch("ticketed", own, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
    assertRefused(
        fetch("ticketed", own, "Sec-Fetch-Site", "cross-site"), 403, "origin-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "https://www.shop.example",
        "https://SHOP.example",
        "https://shop.example/",
        "https://shop.example https://evil.example",
        "http://127.0.0.1:1",
        "null",
        "*",
        "",
      })
  void givesNoTicketToAForeignOrigin(String origin) {
    HttpResponse<String> answer = fetch("ticketed", origin);

    assertRefused(answer, 403, "origin-not-allowed");
    assertThat(json(answer).get("detail").asString()).contains("allowed-origins");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void givesNoTicketWithoutAnOriginOrWithTwo() {
    assertRefused(
        client.send(client.request(path("ticketed")).POST(BodyPublishers.noBody())),
        403,
        "origin-not-allowed");
    assertRefused(
        client.send(
            client
                .request(path("ticketed"))
                .header("Origin", SHOP)
                .header("Origin", SHOP)
                .POST(BodyPublishers.noBody())),
        403,
        "origin-not-allowed");
  }

  @Test
  void givesTicketsOnlyOfAssistantsThatExistAndOnlyToPosts() {
    assertRefused(fetch("nobody", SHOP), 404, "not-found");
    assertRefused(fetch("NOBODY", SHOP), 404, "not-found");
    assertRefused(client.get(path("ticketed"), "Origin", SHOP), 405, "method-not-allowed");
  }

  @Test
  void answersPreflightsAsItAnswersTheRequestsAfterThem() {
    HttpResponse<String> allowed = preflight("ticketed", SHOP);
    HttpResponse<String> foreign = preflight("ticketed", "https://evil.example");

    assertThat(allowed.statusCode()).isEqualTo(204);
    assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(SHOP);
    assertThat(header(allowed, "Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers")).isEmpty();
    assertThat(header(allowed, "Vary")).isEqualTo("Origin");
    assertRefused(foreign, 403, "origin-not-allowed");
    assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertRefused(preflight("nobody", SHOP), 404, "not-found");
  }

  @Test
  void letsNoOtherSiteReadAnythingElse() {
    for (String path : new String[] {"/api/v1/sessions", "/api/v1/dialogs", "/embed/ticketed"}) {
      HttpResponse<String> preflight =
          client.call("OPTIONS", path, "", "Origin", SHOP, "Access-Control-Request-Method", "POST");
      assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).as(path).isEmpty();
      assertThat(
              client.get(path, "Origin", SHOP).headers().firstValue("Access-Control-Allow-Origin"))
          .as(path)
          .isEmpty();
    }
  }

  @Test
  void beginsOneSessionWithATicket() {
    String ticket = ticket("ticketed");

    assertThat(begin("ticketed", ticket).statusCode()).isEqualTo(200);
    assertRefused(begin("ticketed", ticket), "used");
    assertThat(begin("ticketed", ticket("ticketed")).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesATicketThatAnotherNodeHasSeen() {
    String ticket = ticket("ticketed");
    try (TestServer node = TestServer.beside(server)) {
      assertThat(begin(Client.anonymous(node), "ticketed", ticket).statusCode()).isEqualTo(200);
    }

    assertRefused(begin("ticketed", ticket), "used");
  }

  @Test
  void needsATicketForEachSessionAlsoOfKnownVisitors() {
    String key = json(begin("ticketed", ticket("ticketed"))).get("visitorKey").asString();

    HttpResponse<String> without =
        client.post(
            "/api/v1/sessions",
            "{\"assistant\":\"ticketed\",\"visitorKey\":\"%s\"}".formatted(key));

    assertRefused(without, 401, "ticket-required");
    assertThat(header(without, "WWW-Authenticate")).isEqualTo("Bearer");
    assertRefused(begin("ticketed", ""), "invalid");
    assertRefused(
        client.post("/api/v1/sessions", "{\"assistant\":\"ticketed\",\"ticket\":7}"),
        400,
        "invalid-value");
  }

  @Test
  void keepsATicketThatCameWithARefusedKey() {
    String ticket = ticket("ticketed");

    assertRefused(
        client.post(
            "/api/v1/sessions",
            "{\"assistant\":\"ticketed\",\"visitorKey\":\"no\",\"ticket\":\"%s\"}"
                .formatted(ticket)),
        401,
        "unauthorized");

    assertThat(begin("ticketed", ticket).statusCode()).isEqualTo(200);
  }

  @Test
  void verifiesATicketAlsoWhereNoneIsNeeded() {
    String ticket = ticket("shop");

    assertThat(begin("shop", ticket).statusCode()).isEqualTo(200);
    assertRefused(begin("shop", ticket), "used");
    assertRefused(begin("shop", "no ticket"), "invalid");
  }

  @Test
  void asksTheDatabaseOnlyForATicket() {
    int before = server.used.calls();
    Client.of(server);
    begin("ticketed", "no ticket");
    assertThat(server.used.calls()).isEqualTo(before);

    begin("ticketed", ticket("ticketed"));
    assertThat(server.used.calls()).isEqualTo(before + 1);
  }

  @Test
  void refusesATicketForAnotherAssistant() {
    assertRefused(begin("ticketed", ticket("shop")), "assistant");
  }

  @Test
  void refusesATicketThatHasExpired() {
    String ticket = ticket("ticketed");

    server.time.move(Duration.ofSeconds(125));

    assertRefused(begin("ticketed", ticket), "expired");
  }

  @Test
  void refusesATicketOfASiteThatIsNoLongerAllowed() {
    var signer =
        new TokenSigner(
            new TokenSecret(TestServer.SECRET),
            server.time,
            server.assistants,
            server.context.getBean(Restrictions.class));
    String ticket =
        signer
            .ticket(UUID.randomUUID(), new AssistantName("ticketed"), "https://former.example")
            .text();

    assertRefused(begin("ticketed", ticket), "origin");
  }

  @Test
  void takesNoOtherTokenForATicketAndNoTicketForAnotherToken() {
    Client visitor = Client.of(server);
    String ticket = ticket("shop");
    String changed = ticket.substring(0, ticket.length() - 4) + "AAAA";

    assertRefused(begin("shop", visitor.token), "invalid");
    assertRefused(begin("shop", visitor.visitorKey), "invalid");
    assertRefused(begin("shop", changed), "invalid");
    assertRefused(
        client.get("/api/v1/dialogs", "Authorization", "Bearer " + ticket), 401, "unauthorized");
    assertRefused(
        client.post(
            "/api/v1/sessions", "{\"assistant\":\"shop\",\"visitorKey\":\"%s\"}".formatted(ticket)),
        401,
        "unauthorized");
  }

  @Test
  void refusesTheSessionAndNotTheTicketWhileTheDatabaseIsAway() {
    String ticket = ticket("ticketed");
    server.used.unavailable(true);
    try {
      assertRefused(begin("ticketed", ticket), 503, "database-unavailable");
    } finally {
      server.used.unavailable(false);
    }

    assertThat(begin("ticketed", ticket).statusCode()).isEqualTo(200);
  }

  private String ticket(String assistant) {
    return json(fetch(assistant, SHOP)).get("ticket").asString();
  }

  private HttpResponse<String> fetch(String assistant, String origin, String... headers) {
    return client.send(
        client
            .request(path(assistant), headers)
            .setHeader("Origin", origin)
            .POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> preflight(String assistant, String origin) {
    return client.send(
        client
            .request(path(assistant), "Origin", origin, "Access-Control-Request-Method", "POST")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private HttpResponse<String> begin(String assistant, String ticket) {
    return begin(client, assistant, ticket);
  }

  private static HttpResponse<String> begin(Client client, String assistant, String ticket) {
    return client.post(
        "/api/v1/sessions",
        "{\"assistant\":\"%s\",\"ticket\":\"%s\"}".formatted(assistant, ticket));
  }

  private static String path(String assistant) {
    return "/embed/" + assistant + "/ticket";
  }

  private static void assertRefused(HttpResponse<String> answer, String reason) {
    assertRefused(answer, 401, "ticket-refused");
    assertThat(json(answer).get("reason").asString()).isEqualTo(reason);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("code").asString()).isEqualTo(code);
    assertThat(Optional.ofNullable(json(answer).get("type"))).isPresent();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
