package io.chatframe.adapter.llm.protocol;

import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.ModelFacts;
import io.chatframe.adapter.llm.refusal.Part;
import io.chatframe.adapter.llm.request.BodyWriter;
import io.chatframe.adapter.llm.request.RequestBody;
import io.chatframe.adapter.llm.request.RequestForm;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import io.chatframe.domain.port.llm.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * The body of a chat completions request. Messages come in their order, followed by everything that
 * may differ between models.
 *
 * @param prefix the beginning of the answer, as sent to the provider
 */
record ChatRequestJson(
    LlmRequest request,
    Optional<String> prefix,
    Dialect.Switches switches,
    ModelFacts facts,
    RequestForm form) {

  RequestBody body() {
    return BodyWriter.body(form, facts.extraBody(), this::write);
  }

  private void write(BodyWriter body) {
    JsonGenerator json = body.json();
    json.writeStringProperty("model", request.model());
    writeMessages(body);
    json.writeBooleanProperty("stream", true);
    if (switches.streamOptions()) {
      body.object(Part.STREAM_OPTIONS, "stream_options", "include_usage", true);
    }
    if (request.temperature().isPresent()
        && switches.temperature()
        && body.says(Part.TEMPERATURE, "temperature")) {
      json.writeNumberProperty("temperature", request.temperature().getAsDouble());
    }
    writeMaxTokens(body);
    // Requests to a model that cannot think do not mention it.
    if (facts.reasoning().filter(ModelFacts.ThinkingMode.NONE::equals).isEmpty()) {
      writeReasoning(body);
    }
    request.endUser().ifPresent(user -> writeUser(body, user));
  }

  private void writeMessages(BodyWriter body) {
    JsonGenerator json = body.json();
    json.writeArrayPropertyStart("messages");
    for (LlmMessage message : messages(body)) {
      writeMessage(json, wireName(message.role()), message.text(), false);
    }
    prefix.ifPresent(text -> writeMessage(json, "assistant", text, true));
    json.writeEndArray();
  }

  private List<LlmMessage> messages(BodyWriter body) {
    List<LlmMessage> all = request.messages();
    boolean system = !all.isEmpty() && all.getFirst().role() == Role.SYSTEM;
    if (!system) {
      return all;
    }
    if (switches.systemRole() && body.takes(Part.SYSTEM_ROLE)) {
      body.says(Part.SYSTEM_ROLE);
      return all;
    }
    return withoutSystem(all);
  }

  /** Moves the system prompt into the first question, so that it still comes first. */
  private static List<LlmMessage> withoutSystem(List<LlmMessage> all) {
    String rules = all.getFirst().text();
    if (all.size() == 1 || all.get(1).role() != Role.USER) {
      List<LlmMessage> changed = new ArrayList<>(all);
      changed.set(0, new LlmMessage(Role.USER, rules));
      return changed;
    }
    List<LlmMessage> changed = new ArrayList<>(all.subList(1, all.size()));
    changed.set(0, new LlmMessage(Role.USER, rules + "\n\n" + all.get(1).text()));
    return changed;
  }

  private static void writeMessage(JsonGenerator json, String role, String text, boolean prefix) {
    json.writeStartObject();
    json.writeStringProperty("role", role);
    json.writeStringProperty("content", text);
    if (prefix) {
      json.writeBooleanProperty("prefix", true);
    }
    json.writeEndObject();
  }

  private void writeMaxTokens(BodyWriter body) {
    if (request.maxTokens().isEmpty()) {
      return;
    }
    boolean completion = switches.maxCompletionTokens() == body.takes(Part.NAME_OF_MAX_TOKENS);
    if (body.takes(Part.NAME_OF_MAX_TOKENS)) {
      body.says(Part.NAME_OF_MAX_TOKENS);
    }
    body.maxTokens(
        completion ? "max_completion_tokens" : "max_tokens", request.maxTokens().getAsInt());
  }

  private void writeReasoning(BodyWriter body) {
    boolean thinks = isThinking();
    switch (switches.reasoning()) {
      case NONE -> {}
      case THINKING ->
          body.object(
              thinks ? Part.THINKING_ON : Part.THINKING_OFF,
              "thinking",
              "type",
              thinks ? "enabled" : "disabled");
      case ENABLE_THINKING -> writeEnableThinking(body, thinks);
      case CHAT_TEMPLATE_KWARGS -> {
        if (!thinks) {
          body.object(Part.THINKING_OFF, "chat_template_kwargs", "enable_thinking", false);
        }
      }
      case REASONING -> writeReasoningObject(body, thinks);
      case REASONING_EFFORT -> {
        if (!thinks) {
          writeLeastEffort(body);
        }
      }
    }
    if (sendsEffort(thinks)) {
      writeEffort(body);
    }
  }

  /** If no field controls thinking, the requested effort is sent even so. */
  private boolean sendsEffort(boolean thinks) {
    return switch (switches.reasoning()) {
      case NONE -> prefix.isEmpty();
      case REASONING -> false;
      case THINKING, ENABLE_THINKING, CHAT_TEMPLATE_KWARGS, REASONING_EFFORT -> thinks;
    };
  }

  private static void writeEnableThinking(BodyWriter body, boolean thinks) {
    if (body.says(thinks ? Part.THINKING_ON : Part.THINKING_OFF, "enable_thinking")) {
      body.json().writeBooleanProperty("enable_thinking", thinks);
    }
  }

  private void writeReasoningObject(BodyWriter body, boolean thinks) {
    if (thinks) {
      request
          .reasoningEffort()
          .ifPresent(effort -> body.object(Part.EFFORT, "reasoning", "effort", effort));
    } else if (body.takes(Part.THINKING_OFF)) {
      body.object(Part.THINKING_OFF, "reasoning", "enabled", false);
    } else {
      body.object(Part.EFFORT_LOW, "reasoning", "effort", "low");
    }
  }

  private void writeEffort(BodyWriter body) {
    request
        .reasoningEffort()
        .ifPresent(effort -> body.string(Part.EFFORT, "reasoning_effort", effort));
  }

  /** Writes the least effort not refused yet: each generation of models names it differently. */
  private static void writeLeastEffort(BodyWriter body) {
    if (body.takes(Part.EFFORT_NONE)) {
      body.string(Part.EFFORT_NONE, "reasoning_effort", "none");
    } else if (body.takes(Part.EFFORT_MINIMAL)) {
      body.string(Part.EFFORT_MINIMAL, "reasoning_effort", "minimal");
    } else {
      body.string(Part.EFFORT_LOW, "reasoning_effort", "low");
    }
  }

  /** A model that has begun to answer has thought already. */
  private boolean isThinking() {
    return request.reasoning() && prefix.isEmpty();
  }

  private void writeUser(BodyWriter body, String user) {
    switch (switches.user()) {
      case NONE -> {}
      case USER -> body.string(Part.END_USER, "user", user);
      case USER_ID -> body.string(Part.END_USER, "user_id", user);
      case SAFETY_IDENTIFIER -> {
        body.string(Part.END_USER, "safety_identifier", user);
        body.string(Part.CACHE_KEY, "prompt_cache_key", user);
      }
    }
  }

  private static String wireName(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }
}
