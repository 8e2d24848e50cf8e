package io.chatframe.adapter.llm.scripted;

import io.chatframe.adapter.llm.answer.Utf8;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Refuses requests for their content, in the words of real providers. */
final class ScriptedRefusals {
  private static final int BYTES_PER_TOKEN = 4;

  private ScriptedRefusals() {}

  /** The refusal, if the request deserves one. */
  static Optional<ScriptedAnswer> of(
      String script, ScriptedRequest request, String what, String kind, int limit) {
    return switch (script) {
      case "refuse" ->
          List.of(what.split("\\+", -1)).stream()
              .filter(part -> says(request, part))
              .findFirst()
              .map(part -> part(part, kind));
      case "output" -> maxTokens(request) > limit ? Optional.of(output(limit)) : Optional.empty();
      default -> {
        int read = tokens(request);
        int all = read + maxTokens(request);
        yield all > limit ? Optional.of(context(kind, read, all, limit)) : Optional.empty();
      }
    };
  }

  private static boolean says(ScriptedRequest request, String part) {
    JsonNode body = request.json();
    return switch (part) {
      case "system" ->
          body.has("system") || body.at("/messages/0/role").asString("").equals("system");
      case "alternate" -> body.at("/messages/0/role").asString("").equals("system");
      case "cache_control" -> request.body().contains("\"cache_control\":");
      case "display" -> body.path("thinking").has("display");
      case "disabled" -> body.at("/thinking/type").asString("").equals("disabled");
      case "none", "minimal" -> body.path("reasoning_effort").asString("").equals(part);
      default -> body.has(part);
    };
  }

  private static int tokens(ScriptedRequest request) {
    long bytes =
        StreamSupport.stream(request.json().path("messages").spliterator(), false)
            .map(message -> message.path("content").toString())
            .mapToLong(Utf8::length)
            .sum();
    return Math.toIntExact((bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
  }

  private static int maxTokens(ScriptedRequest request) {
    JsonNode body = request.json();
    return body.path("max_tokens").asInt(body.path("max_completion_tokens").asInt(0));
  }

  private static ScriptedAnswer part(String part, String kind) {
    if (part.equals("system")) {
      return json(
          400, "{\"object\":\"error\",\"message\":\"System role not supported\",\"code\":400}");
    }
    if (part.equals("alternate")) {
      return json(
          500,
          "{\"error\":{\"code\":500,\"message\":\"Conversation roles must alternate"
              + " user/assistant/user/assistant/...\",\"type\":\"server_error\"}}");
    }
    if (part.equals("none") || part.equals("minimal")) {
      return json(
          400,
          ("{\"error\":{\"message\":\"Unsupported value: 'reasoning_effort' does not support '%s'"
                  + " with this model. Supported values are: 'low' and 'high'.\",\"type\":"
                  + "\"invalid_request_error\",\"param\":\"reasoning_effort\",\"code\":\"unsupported_value\"}}")
              .formatted(part));
    }
    String body =
        switch (kind) {
          case "pydantic" ->
              "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"%s\"],\"msg\":\"Extra"
                  + " inputs are not permitted\",\"input\":\"prompt-canary\"}]}";
          case "mistral" ->
              "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"%s\"],\"msg\":\"Extra"
                  + " inputs are not permitted\"}]},\"type\":"
                  + "\"invalid_request_error\",\"param\":null,\"code\":null}";
          case "anthropic" ->
              "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"%s:"
                  + " Extra inputs are not permitted\"},\"request_id\":\"req_1\"}";
          case "plain" -> "Unrecognized request argument supplied: %s";
          default ->
              "{\"error\":{\"message\":\"Unsupported parameter: '%1$s' is not supported with this"
                  + " model.\",\"type\":\"invalid_request_error\",\"param\":\"%1$s\",\"code\":"
                  + "\"unsupported_parameter\"}}";
        };
    String path =
        switch (part) {
          case "disabled" -> "thinking.type.disabled";
          case "display" -> "thinking.adaptive.display";
          case "cache_control" -> "system.0.cache_control";
          default -> part;
        };
    return json(
        kind.equals("pydantic") || kind.equals("mistral") ? 422 : 400, body.formatted(path));
  }

  private static ScriptedAnswer output(int limit) {
    return json(
        400,
        ("{\"error\":{\"message\":\"Invalid max_tokens value, the valid range of max_tokens is [1,"
                + " %d]\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":"
                + "\"invalid_request_error\"}}")
            .formatted(limit));
  }

  private static ScriptedAnswer context(String kind, int read, int all, int limit) {
    return switch (kind) {
      case "llamacpp" ->
          json(
              400,
              ("{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context"
                      + " size\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":%d,"
                      + "\"n_ctx\":%d}}")
                  .formatted(read, limit));
      case "anthropic" ->
          json(
              400,
              ("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                      + "\"prompt is too long: %d tokens > %d maximum\"}}")
                  .formatted(all, limit));
      case "vllm" ->
          json(
              400,
              ("{\"object\":\"error\",\"message\":\"This model's maximum context length is %d"
                      + " tokens. However, you requested %d tokens (%d in the messages, %d in the"
                      + " completion). Please reduce the length of the messages or completion.\","
                      + "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}")
                  .formatted(limit, all, read, all - read));
      case "silent" -> json(500, "{\"error\":\"input length exceeds maximum context length\"}");
      case "stream" ->
          ScriptedAnswer.stream(
              "event: error\ndata: {\"error\":{\"message\":\"Trying to keep the first %d tokens when"
                      .formatted(read)
                  + " context the overflows. However, the model is loaded with context length of"
                  + " only"
                  + " %d tokens\"}}\n\n".formatted(limit));
      default ->
          json(
              400,
              "{\"error\":{\"message\":\"too much\",\"type\":\"invalid_request_error\",\"param\":"
                  + "\"messages\",\"code\":\"context_length_exceeded\"}}");
    };
  }

  private static ScriptedAnswer json(int status, String body) {
    return ScriptedAnswer.status(status, Map.of("Content-Type", "application/json"), body);
  }
}
