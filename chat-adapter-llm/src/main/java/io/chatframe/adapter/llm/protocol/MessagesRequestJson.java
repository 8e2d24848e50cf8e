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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/**
 * The body of a request to Anthropic's Messages. Only what a request marks is cached: the system
 * prompt, which all dialogs share, and the last two questions. The first of these ends what the
 * previous turn wrote to the cache, the second what this turn writes. Texts are blocks whether they
 * are marked or not, so that moving a mark does not change a cached byte.
 *
 * @param prefix the beginning of the answer, as sent to the provider
 */
record MessagesRequestJson(
    LlmRequest request,
    Optional<String> prefix,
    Dialect.Switches switches,
    ModelFacts facts,
    RequestForm form) {
  /** The protocol requires a limit, even if the assistant sets none. */
  static final int MAX_TOKENS = 8_192;

  private static final int LEAST_BUDGET = 1_024;
  private static final int MARKED_QUESTIONS = 2;

  RequestBody body() {
    return BodyWriter.body(form, facts.extraBody(), this::write);
  }

  private void write(BodyWriter body) {
    JsonGenerator json = body.json();
    json.writeStringProperty("model", request.model());
    int maxTokens = request.maxTokens().orElse(facts.maxTokens().orElse(MAX_TOKENS));
    body.maxTokens("max_tokens", maxTokens);
    json.writeBooleanProperty("stream", true);
    // A one-time request is not worth the higher price of a cache write.
    boolean marked = switches.cacheMarks() && !request.once() && body.takes(Part.CACHE_MARKS);
    if (marked) {
      body.says(Part.CACHE_MARKS);
    }
    writeSystem(json, marked);
    writeMessages(json, marked);
    writeThinking(body, maxTokens);
    request.endUser().ifPresent(user -> body.object(Part.END_USER, "metadata", "user_id", user));
  }

  private void writeSystem(JsonGenerator json, boolean marked) {
    String system =
        request.messages().stream()
            .filter(message -> message.role() == Role.SYSTEM)
            .map(LlmMessage::text)
            .collect(Collectors.joining("\n\n"));
    if (system.isEmpty()) {
      return;
    }
    if (marked) {
      json.writeName("system");
      writeBlock(json, system, true);
    } else {
      json.writeStringProperty("system", system);
    }
  }

  private void writeMessages(JsonGenerator json, boolean marked) {
    List<LlmMessage> talk =
        request.messages().stream().filter(message -> message.role() != Role.SYSTEM).toList();
    int[] questions =
        IntStream.range(0, talk.size()).filter(i -> talk.get(i).role() == Role.USER).toArray();
    int firstMarked =
        questions.length == 0 ? 0 : questions[Math.max(0, questions.length - MARKED_QUESTIONS)];
    json.writeArrayPropertyStart("messages");
    for (int i = 0; i < talk.size(); i++) {
      boolean question = talk.get(i).role() == Role.USER;
      json.writeStartObject();
      json.writeStringProperty("role", question ? "user" : "assistant");
      if (marked) {
        json.writeName("content");
        writeBlock(json, talk.get(i).text(), question && i >= firstMarked);
      } else {
        json.writeStringProperty("content", talk.get(i).text());
      }
      json.writeEndObject();
    }
    prefix.ifPresent(text -> {
      json.writeStartObject();
      json.writeStringProperty("role", "assistant");
      json.writeStringProperty("content", text);
      json.writeEndObject();
    });
    json.writeEndArray();
  }

  /** Writes a text as one block; a blank text must not be marked. */
  private static void writeBlock(JsonGenerator json, String text, boolean marked) {
    json.writeStartArray();
    json.writeStartObject();
    json.writeStringProperty("type", "text");
    json.writeStringProperty("text", text);
    if (marked && !text.isBlank()) {
      json.writeObjectPropertyStart("cache_control");
      json.writeStringProperty("type", "ephemeral");
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  private void writeThinking(BodyWriter body, int maxTokens) {
    ModelFacts.ThinkingMode how = facts.reasoning().orElse(ModelFacts.ThinkingMode.NONE);
    // A model that refuses one way of thinking is asked for the other.
    boolean budgeted =
        (how == ModelFacts.ThinkingMode.BUDGET || !body.takes(Part.THINKING_ON))
            && body.takes(Part.THINKING_BUDGET)
            && maxTokens >= 2 * LEAST_BUDGET;
    boolean silent =
        how == ModelFacts.ThinkingMode.NONE
            || (how == ModelFacts.ThinkingMode.BUDGET && maxTokens < 2 * LEAST_BUDGET);
    boolean thinks = request.reasoning() && prefix.isEmpty();
    boolean on =
        thinks
            && !silent
            && (budgeted || body.takes(Part.THINKING_ON))
            && !facts.extraBody().has("thinking");
    // The API refuses a temperature together with thinking.
    if (!on
        && request.temperature().isPresent()
        && switches.temperature()
        && body.says(Part.TEMPERATURE, "temperature")) {
      body.json().writeNumberProperty("temperature", request.temperature().getAsDouble());
    }
    if (on && budgeted) {
      writeBudget(body, maxTokens);
    } else if (on) {
      writeAdaptive(body);
    } else if (!thinks && how != ModelFacts.ThinkingMode.NONE) {
      writeThinkingOff(body);
    }
  }

  /** Thinking counts as output: at least half of the output is left for the answer. */
  private void writeBudget(BodyWriter body, int maxTokens) {
    if (body.says(Part.THINKING_BUDGET, "thinking")) {
      JsonGenerator json = body.json();
      json.writeObjectPropertyStart("thinking");
      json.writeStringProperty("type", "enabled");
      json.writeNumberProperty("budget_tokens", budget(maxTokens));
      json.writeEndObject();
    }
  }

  /** Newer models show their thoughts only if the request asks for a summary. */
  private void writeAdaptive(BodyWriter body) {
    if (body.says(Part.THINKING_ON, "thinking")) {
      JsonGenerator json = body.json();
      json.writeObjectPropertyStart("thinking");
      json.writeStringProperty("type", "adaptive");
      if (body.takes(Part.THINKING_DISPLAY)) {
        body.says(Part.THINKING_DISPLAY);
        json.writeStringProperty("display", "summarized");
      }
      json.writeEndObject();
    }
    request
        .reasoningEffort()
        .ifPresent(effort -> body.object(Part.EFFORT, "output_config", "effort", effort));
  }

  /** Models that always think refuse to have it disabled, and are asked for low effort. */
  private void writeThinkingOff(BodyWriter body) {
    if (body.takes(Part.THINKING_OFF)) {
      body.object(Part.THINKING_OFF, "thinking", "type", "disabled");
    } else {
      body.object(Part.EFFORT_LOW, "output_config", "effort", "low");
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
}
