package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmRequest;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of a request. The same request gives the same bytes, and messages stand in their order:
 * providers cache by the beginning of what they are sent.
 */
record ChatRequestJson(
    LlmRequest request,
    Optional<String> prefix,
    Dialect.Switches switches,
    Optional<ModelFacts.Reasoning> declared) {
  private static final JsonFactory JSON = new JsonFactory();

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("model", request.model());
      writeMessages(json);
      json.writeBooleanProperty("stream", true);
      if (switches.streamOptions()) {
        json.writeName("stream_options");
        json.writeStartObject();
        json.writeBooleanProperty("include_usage", true);
        json.writeEndObject();
      }
      writeParameters(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private void writeMessages(JsonGenerator json) {
    json.writeName("messages");
    json.writeStartArray();
    for (LlmMessage message : request.messages()) {
      json.writeStartObject();
      json.writeStringProperty("role", wireName(message.role()));
      json.writeStringProperty("content", message.text());
      json.writeEndObject();
    }
    prefix.ifPresent(text -> writePrefix(json, text));
    json.writeEndArray();
  }

  private static void writePrefix(JsonGenerator json, String prefix) {
    json.writeStartObject();
    json.writeStringProperty("role", "assistant");
    json.writeStringProperty("content", prefix);
    json.writeBooleanProperty("prefix", true);
    json.writeEndObject();
  }

  private void writeParameters(JsonGenerator json) {
    request.temperature().ifPresent(value -> json.writeNumberProperty("temperature", value));
    String maxTokens = switches.maxCompletionTokens() ? "max_completion_tokens" : "max_tokens";
    request.maxTokens().ifPresent(value -> json.writeNumberProperty(maxTokens, value));
    boolean silent = declared.filter(ModelFacts.Reasoning.NONE::equals).isPresent();
    if (switches.thinking() && !silent) {
      json.writeName("thinking");
      json.writeStartObject();
      json.writeStringProperty("type", isThinking() ? "enabled" : "disabled");
      json.writeEndObject();
    }
    if (!silent && (isThinking() || (!switches.thinking() && prefix.isEmpty()))) {
      request
          .reasoningEffort()
          .ifPresent(effort -> json.writeStringProperty("reasoning_effort", effort));
    }
    if (switches.user()) {
      request.endUser().ifPresent(value -> json.writeStringProperty("user", value));
    }
  }

  /** A model that has begun to answer has thought already. */
  private boolean isThinking() {
    return request.reasoning() && prefix.isEmpty();
  }

  private static String wireName(LlmMessage.Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }
}
