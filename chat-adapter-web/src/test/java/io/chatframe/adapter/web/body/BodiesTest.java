package io.chatframe.adapter.web.body;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodiesTest {
  private static final String ID = "0190a0a0-0000-7000-8000-000000000001";
  @RegisterExtension static final TestServer server = new TestServer();

  private static Client client;

  private final UUID dialog = UUID.randomUUID();
  private final String messages = "/api/v1/dialogs/" + dialog + "/messages";

  @BeforeAll
  static void begin() {
    client = Client.of(server);
  }

  @AfterEach
  void nothingWasStored() {
    assertThat(client.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
    assertThat(server.llm.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|malformed-json",
        "null|malformed-json",
        "[]|malformed-json",
        "\"text\"|malformed-json",
        "1|malformed-json",
        "{|malformed-json",
        "{\"id\":\"ID\",\"text\":\"a\"|malformed-json",
        "{\"id\":\"ID\",\"text\":\"a\"} {}|malformed-json",
        "{\"id\":\"ID\",\"text\":\"a\"}x|malformed-json",
        "{\"id\":\"ID\",\"text\":\"a\",}|malformed-json",
        "{'id':'ID','text':'a'}|malformed-json",
        "{\"id\":\"ID\",\"text\":\"a\",\"text\":\"b\"}|malformed-json",
        "{\"id\":\"ID\",\"text\":\"a\"}//|malformed-json",
        "{\"id\":\"ID\",\"text\":\"a\",\"role\":\"system\"}|unknown-field",
        "{\"id\":\"ID\",\"text\":\"a\",\"status\":\"completed\"}|unknown-field",
        "{\"id\":\"ID\",\"text\":\"a\",\"visitor\":\"ID\"}|unknown-field",
        "{\"id\":\"ID\",\"text\":\"a\",\"model\":\"x\"}|unknown-field",
        "{\"id\":\"ID\",\"text\":\"a\",\"baseUrl\":\"http://x\"}|unknown-field",
        "{\"id\":\"ID\",\"text\":\"a\",\"Text\":\"b\"}|unknown-field",
        "{}|invalid-value",
        "{\"id\":\"ID\"}|invalid-value",
        "{\"text\":\"a\"}|invalid-value",
        "{\"id\":\"ID\",\"text\":1}|invalid-value",
        "{\"id\":\"ID\",\"text\":true}|invalid-value",
        "{\"id\":\"ID\",\"text\":null}|invalid-value",
        "{\"id\":\"ID\",\"text\":[\"a\"]}|invalid-value",
        "{\"id\":\"ID\",\"text\":{\"a\":1}}|invalid-value",
        "{\"id\":\"ID\",\"text\":\"a\",\"parent\":null}|invalid-value",
        "{\"id\":\"ID\",\"text\":\"a\",\"parent\":\"x\"}|invalid-value",
        "{\"id\":\"1-2-3-4-5\",\"text\":\"a\"}|invalid-value",
        "{\"id\":\"0190a0a000007000800000000000000001\",\"text\":\"a\"}|invalid-value",
        "{\"id\":7,\"text\":\"a\"}|invalid-value",
        "{\"id\":\"ID\",\"text\":\"a\\u0000b\"}|invalid-value",
        "{\"id\":\"ID\",\"text\":\"a\\ud800b\"}|invalid-value",
        "{\"id\":\"ID\",\"text\":\"\\udc00\"}|invalid-value",
        "{\"id\":\"ID\",\"text\":\"\"}|invalid-value",
        "{\"id\":\"ID\",\"text\":\" \\t\\n\"}|invalid-value",
        "{\"id\":\"ID\",\"text\":\"\\u200b\\u2060\\ufeff\"}|invalid-value",
      })
  void refusesAndSaysWhy(String body, String code) {
    var answer = client.post(messages, body.replace("ID", ID));

    assertProblem(answer, 400, code);
  }

  @Test
  void refusesDepthAndManyKeysWithoutReadingThemAll() {
    assertProblem(post("[".repeat(1_000) + "]".repeat(1_000)), 400, "malformed-json");
    assertProblem(
        post("{\"text\":" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_001)),
        400,
        "invalid-value");
    assertProblem(post("{" + "\"a\":1,".repeat(9_000) + "\"b\":1}"), 400, "unknown-field");
    assertProblem(post("{\"" + "a".repeat(5_000) + "\":1}"), 400, "malformed-json");
  }

  @Test
  void saysWhichFieldButNeverWhatWasSent() {
    var answer = post("{\"id\":\"canary\",\"text\":\"a\"}");

    assertThat(json(answer).get("detail").asString()).isEqualTo("\"id\" is not a UUID");
    assertThat(post("{\"canary\":1}").body()).doesNotContain("canary");
    assertThat(post("{\"text\": canary}").body()).doesNotContain("canary");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] start = ("{\"id\":\"" + ID + "\",\"text\":\"").getBytes(StandardCharsets.UTF_8);
    for (byte[] flaw :
        new byte[][] {
          {(byte) 0xC0, (byte) 0xAF},
          {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          {(byte) 0xF8},
          {(byte) 0xFF},
          {(byte) 0xC3},
        }) {
      var body = new java.io.ByteArrayOutputStream();
      body.writeBytes(start);
      body.writeBytes(flaw);
      body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

      var answer =
          client.send(
              client
                  .request(messages, "Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(body.toByteArray())));

      assertProblem(answer, 400, "malformed-json");
    }
  }

  @Test
  void refusesUtf16() {
    var answer =
        client.send(
            client
                .request(messages, "Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        message(UUID.randomUUID(), "a"), StandardCharsets.UTF_16)));

    assertProblem(answer, 400, "malformed-json");
  }

  @Test
  void refusesMoreThan64KibAlsoInChunks() {
    String large = message(UUID.randomUUID(), "a".repeat(70_000));

    assertProblem(post(large), 413, "payload-too-large");
    var chunked =
        client.send(
            client
                .request(messages, "Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));
    assertProblem(chunked, 413, "payload-too-large");
  }

  @Test
  void refusesTextOverTheAssistantsLimit() {
    var answer = post(message(UUID.randomUUID(), "a".repeat(TestServer.LONGEST_MESSAGE + 1)));

    assertProblem(answer, 422, "text-too-long");
    assertThat(json(answer).get("allowed").asInt()).isEqualTo(TestServer.LONGEST_MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; odd=1",
        "application/problem+json",
        "nonsense",
        "*/*",
      })
  void refusesOtherMediaTypes(String type) {
    var answer =
        client.send(
            client
                .request(messages, "Content-Type", type)
                .POST(BodyPublishers.ofString(message(UUID.randomUUID(), "a"))));

    assertProblem(answer, 415, "unsupported-media-type");
  }

  @Test
  void refusesNoMediaTypeAndEncodedBodies() {
    var untyped =
        client.send(
            client
                .request(messages)
                .POST(BodyPublishers.ofString(message(UUID.randomUUID(), "a"))));
    assertProblem(untyped, 415, "unsupported-media-type");
    assertProblem(
        client.post(messages, message(UUID.randomUUID(), "a"), "Content-Encoding", "gzip"),
        415,
        "unsupported-media-type");
  }

  @Test
  void appliesTheSameRulesToEveryBody() {
    assertProblem(
        client.post("/api/v1/sessions", "{\"assistant\":\"shop\",\"role\":\"x\"}"),
        400,
        "unknown-field");
    assertProblem(
        client.post("/api/v1/sessions", "{\"assistant\":\"shop\",\"visitorKey\":null}"),
        400,
        "invalid-value");
    assertProblem(
        client.call("PATCH", "/api/v1/dialogs/" + dialog, "{\"title\":\"a\",\"visitor\":\"x\"}"),
        400,
        "unknown-field");
    assertProblem(
        client.call("PATCH", "/api/v1/dialogs/" + dialog, "{\"title\":\" \"}"),
        400,
        "invalid-value");
    assertProblem(
        client.post("/api/v1/replies/" + ID + "/regenerate", "{\"id\":\"x\"}"),
        400,
        "invalid-value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "limit=1.5",
        "limit=",
        "limit=99999999999",
        "limit=1&limit=2",
        "q=%00",
        "before=nonsense",
      })
  void refusesBadQueries(String query) {
    var answer = client.get("/api/v1/dialogs?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("code").asString()).isIn("invalid-value", "bad-cursor");
  }

  private HttpResponse<String> post(String body) {
    return client.post(messages, body);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("code").asString()).isEqualTo(code);
    assertThat(json(answer).get("type").asString()).isEqualTo("urn:chatframe:problem:" + code);
    assertThat(json(answer).get("status").asInt()).isEqualTo(status);
  }
}
