package io.chatframe.adapter.llm.scripted;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as it was received.
 *
 * @param headers by name in lower case; the last value of a repeated one
 */
public record ScriptedRequest(
    String method, String path, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  public JsonNode json() {
    return JSON.readTree(body);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The visitor's last message; empty if there is none. */
  public String question() {
    List<JsonNode> messages = json().path("messages").valueStream().toList();
    return messages.stream()
        .filter(message -> Objects.equals(message.path("role").asString(""), "user"))
        .reduce((_, later) -> later)
        .map(ScriptedRequest::content)
        .orElse("");
  }

  /** Whether it uses Anthropic's protocol. */
  public boolean isMessages() {
    return path.endsWith("/messages");
  }

  private static String content(JsonNode message) {
    JsonNode content = message.path("content");
    return content.isArray() ? content.path(0).path("text").asString("") : content.asString("");
  }

  /** The beginning of the answer, if the model is to continue it. */
  public Optional<String> prefix() {
    JsonNode messages = json().path("messages");
    JsonNode last = messages.path(messages.size() - 1);
    return Objects.equals(last.path("role").asString(""), "assistant")
            && (isMessages() || last.path("prefix").asBoolean(false))
        ? Optional.of(content(last))
        : Optional.empty();
  }

  public String model() {
    return json().path("model").asString("");
  }
}
