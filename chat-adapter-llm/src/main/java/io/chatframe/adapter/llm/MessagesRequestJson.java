package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmMessage.Role;
import io.chatframe.domain.port.LlmRequest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The body of a request to Anthropic's Messages; the same request gives the same bytes. */
record MessagesRequestJson(LlmRequest request, Optional<String> prefix, ModelFacts facts) {
  private static final JsonFactory JSON = new JsonFactory();

  /** The protocol wants a bound, whatever the assistant says. */
  private static final int MAX_TOKENS = 8_192;

  private static final int LEAST_BUDGET = 1_024;

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("model", request.model());
      int maxTokens = request.maxTokens().orElse(facts.maxTokens().orElse(MAX_TOKENS));
      json.writeNumberProperty("max_tokens", maxTokens);
      json.writeBooleanProperty("stream", true);
      String system =
          request.messages().stream()
              .filter(message -> message.role() == Role.SYSTEM)
              .map(LlmMessage::text)
              .collect(Collectors.joining("\n\n"));
      if (!system.isEmpty()) {
        json.writeStringProperty("system", system);
      }
      writeMessages(json);
      writeThinking(json, maxTokens);
      request
          .endUser()
          .ifPresent(user -> {
            json.writeName("metadata");
            json.writeStartObject();
            json.writeStringProperty("user_id", user);
            json.writeEndObject();
          });
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private void writeMessages(JsonGenerator json) {
    List<LlmMessage> talk =
        request.messages().stream().filter(message -> message.role() != Role.SYSTEM).toList();
    json.writeName("messages");
    json.writeStartArray();
    talk.forEach(message ->
        writeMessage(json, message.role() == Role.USER ? "user" : "assistant", message.text()));
    prefix.ifPresent(text -> writeMessage(json, "assistant", text));
    json.writeEndArray();
  }

  private static void writeMessage(JsonGenerator json, String role, String text) {
    json.writeStartObject();
    json.writeStringProperty("role", role);
    json.writeStringProperty("content", text);
    json.writeEndObject();
  }

  private void writeThinking(JsonGenerator json, int maxTokens) {
    ModelFacts.Reasoning how =
        request.reasoning() && prefix.isEmpty()
            ? facts.reasoning().orElse(ModelFacts.Reasoning.NONE)
            : ModelFacts.Reasoning.NONE;
    switch (how) {
      case NONE ->
          request.temperature().ifPresent(value -> json.writeNumberProperty("temperature", value));
      case ADAPTIVE -> {
        writeThinkingType(json, "adaptive", 0);
        request
            .reasoningEffort()
            .ifPresent(effort -> {
              json.writeName("output_config");
              json.writeStartObject();
              json.writeStringProperty("effort", effort);
              json.writeEndObject();
            });
      }
      // Thinking counts as output: half of it is left for the answer. A temperature is refused.
      case BUDGET -> {
        if (maxTokens >= 2 * LEAST_BUDGET) {
          writeThinkingType(json, "enabled", budget(maxTokens));
        }
      }
    }
  }

  private int budget(int maxTokens) {
    int wanted =
        switch (request.reasoningEffort().orElse("medium")) {
          case "low" -> LEAST_BUDGET;
          case "high" -> 16 * LEAST_BUDGET;
          default -> 4 * LEAST_BUDGET;
        };
    return Math.min(wanted, maxTokens / 2);
  }

  private static void writeThinkingType(JsonGenerator json, String type, int budget) {
    json.writeName("thinking");
    json.writeStartObject();
    json.writeStringProperty("type", type);
    if (budget > 0) {
      json.writeNumberProperty("budget_tokens", budget);
    }
    json.writeEndObject();
  }
}
