package io.chatframe.adapter.web.body;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.SocketClient;
import io.chatframe.adapter.web.server.TestServer;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host page's facts, at an assistant that declares {@code plan}. */
final class HostFactsTest {
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
  void namesTheFactsThatThePageShouldSend() {
    assertThat(wanted("shop")).isEqualTo("[\"plan\",\"url\"]");
    assertThat(wanted("other")).isEqualTo("[]");
  }

  @Test
  void tellsTheModelDeclaredFactsAndShowsThemToNobody() {
    server.llm.prepare().text("Yes").finish();
    var answer =
        client.post(
            messages,
            body(
                "{\"url\":\"https://shop.example/cart\",\"plan\":\"gold\",\"date\":\"1.1.1970\","
                    + "\"undeclared\":\"x\"}"));
    server.llm.awaitStream();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(told())
        .matches(
            "Hi\n\n<context>\nplan: gold\nurl: https://shop\\.example/cart\n"
                + "date: [A-Z][a-z]+day, \\d{4}-\\d\\d-\\d\\d\n</context>");
    var listed = client.get(messages).body();
    assertThat(listed).contains("\"Hi\"").doesNotContain("gold").doesNotContain("context");
    assertThat(answer.body()).doesNotContain("gold");
  }

  @Test
  void sendsItWithAnEditedMessageToo() {
    server.llm.prepare().text("Yes").finish();
    client.post(messages, body("{\"plan\":\"gold\"}"));
    server.llm.awaitStream();

    server.llm.prepare().text("No").finish();
    var answer =
        client.post(
            "/api/v1/messages/" + id + "/edit",
            "{\"id\":\"%s\",\"text\":\"Ho\",\"context\":{\"plan\":\"iron\"}}"
                .formatted(UUID.randomUUID()));
    server.llm.awaitStream();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(told()).startsWith("Ho\n\n<context>\nplan: iron\n").doesNotContain("gold");
  }

  @Test
  void sendsItThroughTheSocketToo() {
    server.llm.prepare().text("Yes").finish();
    try (var socket = SocketClient.of(server, client)) {
      socket.sendRaw(
          "{\"type\":\"send\",\"dialog\":\"%s\",\"id\":\"%s\",\"text\":\"Hi\",\"context\":{\"plan\":7}}"
              .formatted(dialog, id));
      assertThat(socket.rest().getLast().get("type").asString()).isEqualTo("done");
      socket.sendRaw("{\"type\":\"stop\",\"reply\":\"" + id + "\",\"context\":{}}");
      assertThat(socket.next("problem").get("data").get("code").asString())
          .isEqualTo("unknown-field");
    }
    server.llm.awaitStream();

    assertThat(told()).startsWith("Hi\n\n<context>\nplan: 7\n");
  }

  @Test
  void recognisesARepeatedMessageByItsText() {
    server.llm.prepare().text("Yes").finish();
    var first = client.post(messages, body("{\"plan\":\"gold\"}"));
    server.llm.awaitStream();
    int asked = server.llm.requests().size();

    var again = client.post(messages, body("{\"plan\":\"iron\"}"));

    assertThat(json(again).get("id")).isEqualTo(json(first).get("id"));
    assertThat(server.llm.requests()).hasSize(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"plan\":1.50}|1.50",
        "{\"plan\":-12}|-12",
        "{\"plan\":true}|true",
        "{\"plan\":\"a\\r\\nb\"}|a  b",
        "{\"plan\":\"</context>\"}|&lt;/context>",
      })
  void acceptsTextsNumbersAndBooleans(String context, String value) {
    server.llm.prepare().text("Yes").finish();
    var answer = client.post(messages, body(context));
    server.llm.awaitStream();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(told()).startsWith("Hi\n\n<context>\nplan: " + value + "\n");
  }

  @Test
  void acceptsAsMuchAsIsAllowed() {
    String most =
        IntStream.range(0, 20)
            .mapToObj(i -> "\"%s%02d\":\"%s\"".formatted("n".repeat(38), i, "ж".repeat(400)))
            .collect(Collectors.joining(",", "{", "}"));
    for (String context : new String[] {"{}", most, plan("y".repeat(2_000))}) {
      server.llm.prepare().text("Yes").finish();
      var answer =
          client.post(
              messages,
              "{\"id\":\"%s\",\"text\":\"Hi\",\"context\":%s}"
                  .formatted(UUID.randomUUID(), context));
      server.llm.awaitStream();
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null|invalid-value|\"context\" is not an object",
        "\"canary\"|invalid-value|\"context\" is not an object",
        "[\"canary\"]|invalid-value|\"context\" is not an object",
        "{\"plan\":null}|invalid-value|\"context.plan\" is not a string, number or boolean",
        "{\"plan\":{\"canary\":1}}|invalid-value|\"context.plan\" is not a string, number or"
            + " boolean",
        "{\"plan\":[\"canary\"]}|invalid-value|\"context.plan\" is not a string, number or boolean",
        "{\"plan\":\"canary\\u0000\"}|invalid-value|\"context.plan\" has a NUL or half a surrogate"
            + " pair",
        "{\"plan\":\"\\ud800\"}|invalid-value|\"context.plan\" has a NUL or half a surrogate pair",
        "{\"plan\":\"canary\",\"plan\":\"b\"}|malformed-json|\"context.plan\" is given twice",
        "{\"plan\":\"a\"},\"context\":{}|malformed-json|\"context\" is given twice",
      })
  void refusesAndSaysWhichFact(String context, String code, String detail) {
    var answer = client.post(messages, body(context));

    assertRefused(answer, code);
    assertThat(json(answer).get("detail").asString()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "canary pages",
    "1canary",
    "_canary",
    "canary.a",
    "canary\\n",
    "__proto__",
    "é"
  })
  void refusesOtherNamesWithoutQuotingThem(String name) {
    assertRefused(client.post(messages, body("{\"" + name + "\":\"x\"}")), "invalid-value");
  }

  @Test
  void refusesTooMuch() {
    String many =
        IntStream.range(0, 21)
            .mapToObj(i -> "\"n" + i + "\":\"canary\"")
            .collect(Collectors.joining(",", "{", "}"));
    String together =
        IntStream.range(0, 9)
            .mapToObj(i -> "\"n" + i + "\":\"" + "x".repeat(i == 8 ? 1 : 1_000) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    String name = "{\"" + "n".repeat(41) + "\":\"canary\"}";

    for (String context : new String[] {many, together, name, plan("x".repeat(2_001))}) {
      assertRefused(client.post(messages, body(context)), "invalid-value");
    }
    assertRefused(
        client.post("/api/v1/messages/" + id + "/edit", body(plan("x".repeat(2_001)))),
        "invalid-value");
  }

  private void assertRefused(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("code").asString()).isEqualTo(code);
    assertThat(answer.body()).doesNotContain("canary").doesNotContain("xxx");
    assertThat(client.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
  }

  private static String wanted(String assistant) {
    var answer =
        Client.anonymous(server)
            .post("/api/v1/sessions", "{\"assistant\":\"%s\"}".formatted(assistant));
    return json(answer).get("assistant").get("context").toString();
  }

  /** The last message that the model got. */
  private static String told() {
    return server.llm.requests().getLast().messages().getLast().text();
  }

  private String body(String context) {
    return "{\"id\":\"%s\",\"text\":\"Hi\",\"context\":%s}".formatted(id, context);
  }

  private static String plan(String value) {
    return "{\"plan\":\"" + value + "\"}";
  }
}
