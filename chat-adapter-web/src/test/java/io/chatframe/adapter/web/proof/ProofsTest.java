package io.chatframe.adapter.web.proof;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Proofs of work over HTTP. */
final class ProofsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String[] ALWAYS = {
    "chat.proof.of-work=always", "chat.proof.difficulty=1000"
  };

  @RegisterExtension static final TestServer server = new TestServer(ALWAYS);

  private final Client client = Client.anonymous(server);

  @Test
  void asksANewVisitorForAProofAndBeginsHerSessionWithIt() {
    HttpResponse<String> refused = begin(session("shop"));

    assertRefused(refused, "proof-required");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    JsonNode challenge = json(refused).get("challenge");
    assertThat(challenge.propertyNames())
        .containsExactly("algorithm", "challenge", "salt", "maxNumber", "signature");
    assertThat(challenge.get("algorithm").asString()).isEqualTo("SHA-256");
    assertThat(challenge.get("maxNumber").asInt()).isEqualTo(1_000);
    assertThat(challenge.get("salt").asString())
        .matches("[0-9a-f]{24}\\?assistant=shop&expires=[0-9]+&");

    assertThat(begin(session("shop").set("proof", solved(challenge))).statusCode()).isEqualTo(200);
  }

  @Test
  void asksNobodyWhoShowsAValidKey() {
    String key = json(begin(proven("shop"))).get("visitorKey").asString();

    assertThat(begin(session("shop").put("visitorKey", key)).statusCode()).isEqualTo(200);
    assertThat(json(begin(session("shop").put("visitorKey", "no key"))).get("code").asString())
        .isEqualTo("unauthorized");
  }

  @Test
  void asksWhoComesWithTheKeyOfAnErasedVisitor() {
    JsonNode session = json(begin(proven("shop")));
    String[] bearer = {"Authorization", "Bearer " + session.get("visitorToken").asString()};
    server.llm.prepare().text("Hi").finish();
    String dialog = "/api/v1/dialogs/" + UUID.randomUUID() + "/messages";
    assertThat(client.post(dialog, Client.message(UUID.randomUUID(), "Hi"), bearer).statusCode())
        .isEqualTo(200);
    assertThat(client.call("DELETE", "/api/v1/visitor", "", bearer).statusCode()).isEqualTo(202);
    String key = session.get("visitorKey").asString();

    assertRefused(begin(session("shop").put("visitorKey", key)), "proof-required");
    assertThat(begin(proven("shop").put("visitorKey", key)).statusCode()).isEqualTo(200);
  }

  @Test
  void takesEachProofOnce() {
    ObjectNode proven = proven("shop");

    assertThat(begin(proven).statusCode()).isEqualTo(200);
    assertRefused(begin(proven), "used");
    try (TestServer node = TestServer.beside(server)) {
      assertRefused(
          Client.anonymous(node).post("/api/v1/sessions", proven.toString()),
          "proof-refused",
          "used");
    }
  }

  @Test
  void asksTheDatabaseOnlyForAProof() {
    ObjectNode proven = proven("shop");
    int before = server.used.calls();

    begin(session("shop"));
    assertThat(server.used.calls()).isEqualTo(before);

    begin(proven);
    assertThat(server.used.calls()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "number, +1, number",
    "number, 1001, number",
    "challenge, flip, challenge",
    "signature, flip, challenge",
    "signature, none, challenge",
    "salt, flip, number",
    "salt, none, challenge",
    "algorithm, SHA-512, challenge",
  })
  void refusesWhatWasChanged(String field, String change, String reason) {
    ObjectNode proven = proven("shop");
    ObjectNode proof = (ObjectNode) proven.get("proof");
    JsonNode value = proof.get(field);
    switch (change) {
      case "+1" -> proof.put(field, value.asInt() + 1);
      case "1001" -> proof.put(field, 1_001);
      case "flip" -> proof.put(field, flipped(value.asString()));
      case "none" -> proof.put(field, "");
      default -> proof.put(field, change);
    }

    assertRefused(begin(proven), reason);

    proof.set(field, value);
    assertThat(begin(proven).statusCode()).as("what was refused is not used").isEqualTo(200);
  }

  /** The digits of a time that is next to a number could be moved into it. */
  @Test
  void takesNoDigitOfTheNumberForOneOfTheTime() {
    ObjectNode proven = proven("shop");
    ObjectNode proof = (ObjectNode) proven.get("proof");
    String number = proof.get("number").asString();
    proof.put("salt", proof.get("salt").asString() + number.charAt(0));
    proof.put("number", number.length() == 1 ? 0 : Integer.parseInt(number.substring(1)));

    assertRefused(begin(proven), "challenge");
  }

  @Test
  void refusesAnExpiredProofAndOneForAnotherAssistant() {
    ObjectNode proven = proven("shop");

    assertRefused(begin(proven("other").put("assistant", "shop")), "assistant");
    server.time.move(Duration.ofMinutes(5));
    assertRefused(begin(proven), "expired");
  }

  @Test
  void givesAnotherChallengeWithEachRefusal() {
    ObjectNode proven = proven("shop");
    begin(proven);

    JsonNode next = json(begin(proven)).get("challenge");

    assertThat(next).isNotEqualTo(proven.get("proof"));
    assertThat(begin(session("shop").set("proof", solved(next))).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | invalid-value",
        "7 | invalid-value",
        "[] | invalid-value",
        "{} | invalid-value",
        "{\"more\":1} | unknown-field",
        "{\"number\":\"1\"} | invalid-value",
        "{\"number\":1.0} | invalid-value",
        "{\"number\":-1} | invalid-value",
        "{\"number\":99999999999} | invalid-value",
        "{\"number\":true} | invalid-value",
        "{\"number\":{}} | invalid-value",
        "{\"number\":1,\"number\":1} | malformed-json",
        "{\"salt\":7} | invalid-value",
      })
  void refusesWhatIsNoProof(String proof, String code) {
    HttpResponse<String> refused =
        client.post("/api/v1/sessions", "{\"assistant\":\"shop\",\"proof\":" + proof + "}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("code").asString()).isEqualTo(code);
  }

  @Test
  void asksForTheTicketFirstAndTakesBothTogether() {
    assertRefused(begin(session("ticketed")), "ticket-required");
    String ticket =
        json(client.post("/embed/ticketed/ticket", "", "Origin", "https://shop.example"))
            .get("ticket")
            .asString();
    HttpResponse<String> refused = begin(session("ticketed").put("ticket", ticket));

    assertRefused(refused, "proof-required");
    JsonNode proof = solved(json(refused).get("challenge"));
    assertThat(begin(session("ticketed").put("ticket", ticket).set("proof", proof)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void asksOnlyInARushIfToldSo() {
    try (TestServer auto = new TestServer("chat.proof.of-work=auto")) {
      Client visitor = Client.anonymous(auto);
      String body = session("shop").toString();
      for (int i = 0; i < SessionRush.MOST; i++) {
        assertThat(visitor.post("/api/v1/sessions", body).statusCode()).isEqualTo(200);
      }

      assertRefused(visitor.post("/api/v1/sessions", body), "proof-required");
      auto.time.move(SessionRush.LASTING.minusSeconds(15));
      assertRefused(visitor.post("/api/v1/sessions", body), "proof-required");
      auto.time.move(Duration.ofSeconds(16));
      assertThat(visitor.post("/api/v1/sessions", body).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void asksNobodyByDefault() {
    try (TestServer plain = new TestServer()) {
      Client visitor = Client.anonymous(plain);
      for (int i = 0; i <= SessionRush.MOST; i++) {
        assertThat(visitor.post("/api/v1/sessions", session("shop").toString()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  private static ObjectNode session(String assistant) {
    return JSON.createObjectNode().put("assistant", assistant);
  }

  /** A body with a solved challenge. */
  private ObjectNode proven(String assistant) {
    ObjectNode session = session(assistant);
    return session.set("proof", solved(json(begin(session)).get("challenge")));
  }

  private static ObjectNode solved(JsonNode challenge) {
    for (int number = 0; number <= challenge.get("maxNumber").asInt(); number++) {
      if (hash(challenge.get("salt").asString() + number)
          .equals(challenge.get("challenge").asString())) {
        return ((ObjectNode) challenge.deepCopy()).put("number", number);
      }
    }
    throw new AssertionError("No number solves the challenge");
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Another hexadecimal digit at the beginning. */
  private static String flipped(String hex) {
    return (hex.charAt(0) == '0' ? '1' : '0') + hex.substring(1);
  }

  private HttpResponse<String> begin(JsonNode body) {
    return client.post("/api/v1/sessions", body.toString());
  }

  private static void assertRefused(HttpResponse<String> answer, String what) {
    if (what.contains("-")) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
      assertThat(json(answer).get("code").asString()).isEqualTo(what);
    } else {
      assertRefused(answer, "proof-refused", what);
    }
  }

  private static void assertRefused(HttpResponse<String> answer, String code, String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(json(answer).get("code").asString()).isEqualTo(code);
    assertThat(json(answer).get("reason").asString()).isEqualTo(reason);
  }
}
