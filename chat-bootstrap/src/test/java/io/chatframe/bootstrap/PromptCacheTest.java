package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.ScriptedExchange;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.scripted.ScriptedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * Providers cache the common prefix of successive requests: it must not change from turn to turn,
 * even though the context facts do.
 */
final class PromptCacheTest {
  private static final int TURNS = 10;

  /** The cache marks are not part of the cached content. */
  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

  private static final String PROMPT = "You are Nora. Be \"kind\".\n\n- Answer briefly.";

  @TempDir private static Path directory;
  private static ScriptedProvider provider;
  private static RunningServer server;

  /** A request's body, split after its last message. */
  private record Body(String upToTheQuestion, String rest) {}

  @BeforeAll
  static void start() throws IOException {
    provider = ScriptedProvider.start();
    Path assistants = Files.createDirectory(directory.resolve("assistants"));
    for (String name : List.of("openai", "anthropic")) {
      Files.writeString(
          assistants.resolve(name + ".md"),
          """
          ---
          title: Nora
          model: %s/large
          context: [date, url]
          titles: false
          follow-ups: false
          ---
          %s
          """
              .formatted(name, PROMPT));
    }
    String address = provider.baseUri().toString();
    server =
        RunningServer.start(
            directory,
            "--LLM_MODEL=openai/large",
            "--OPENAI_API_KEY=test-key",
            "--OPENAI_BASE_URL=" + address,
            "--ANTHROPIC_API_KEY=test-key",
            "--ANTHROPIC_BASE_URL=" + address,
            "--chat.drain=0s");
  }

  @AfterAll
  static void stop() {
    server.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void beginsEachRequestWithAllOfTheOneBefore(String protocol)
      throws IOException, InterruptedException {
    int before = provider.exchanges().size();
    server.session(protocol, Optional.empty());
    var dialog = UUID.randomUUID();
    for (int turn = 1; turn <= TURNS; turn++) {
      var answer =
          server.message(
              dialog,
              UUID.randomUUID(),
              "script:words count=" + turn + "\nQuestion \"" + turn + "\" 🙂",
              Map.of("url", "https://shop.example/" + turn + "/\u043a\nplan: gold"));
      assertThat(answer.body()).contains("\"status\":\"completed\"");
    }

    List<ScriptedRequest> requests =
        provider.exchanges().stream().skip(before).map(ScriptedExchange::request).toList();
    assertThat(requests).hasSize(TURNS);
    List<Body> bodies =
        requests.stream().map(request -> cut(request.body().replace(MARK, ""))).toList();
    for (int turn = 1; turn < TURNS; turn++) {
      assertThat(bodies.get(turn).upToTheQuestion())
          .startsWith(bodies.get(turn - 1).upToTheQuestion() + ",{\"role\":\"assistant\"");
      assertThat(bodies.get(turn).rest()).isEqualTo(bodies.getFirst().rest());
    }
    for (int turn = 1; turn <= TURNS; turn++) {
      assertTellsTheMoment(requests.get(turn - 1), turn);
    }
  }

  private static void assertTellsTheMoment(ScriptedRequest request, int turn) {
    JsonNode body = request.json();
    JsonNode messages = body.get("messages");
    assertThat(text(messages.get(messages.size() - 1).get("content")))
        .matches(
            "script:words count=%1$d\nQuestion \"%1$d\" 🙂\n\n<context>\n".formatted(turn)
                + "date: [A-Z][a-z]+day, \\d{4}-\\d\\d-\\d\\d\n"
                + "url: https://shop\\.example/%d/\u043a plan: gold\n</context>".formatted(turn));
    String system =
        text(request.isMessages() ? body.get("system") : messages.get(0).get("content"));
    assertThat(system).isEqualTo(PROMPT);
  }

  private static String text(JsonNode content) {
    return content.isArray() ? content.get(0).get("text").asString() : content.asString();
  }

  private static Body cut(String body) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), body)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = parser.currentName().equals("messages");
        parser.nextToken();
        parser.skipChildren();
        if (found) {
          int end = (int) parser.currentTokenLocation().getCharOffset();
          assertThat(body.charAt(end)).isEqualTo(']');
          return new Body(body.substring(0, end), body.substring(end));
        }
      }
    }
    throw new AssertionError("A request without messages");
  }
}
