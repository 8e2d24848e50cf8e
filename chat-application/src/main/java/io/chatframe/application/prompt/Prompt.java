package io.chatframe.application.prompt;

import io.chatframe.domain.Message;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.PromptVariables;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Builds a model's input: the system prompt, then the dialog. The beginning stays byte-identical
 * from turn to turn so that it hits the provider's cache; it changes only if the host signs other
 * facts about the visitor, and the prompt asks for them.
 */
public final class Prompt {
  /**
   * Tokens reserved for an answer if the assistant sets no limit; fewer for small context windows.
   */
  private static final int ANSWER_TOKENS = 8_000;

  /** Instruction for models that do not support a prefix of their answer. */
  private static final String GO_ON =
      "Go on exactly where your answer above stopped, without repeating any of it.";

  private Prompt() {}

  /**
   * Builds the request.
   *
   * @param path the newest messages of the dialog, as far as {@link #reach} goes, up to the
   *     question
   * @param kept the beginning of the answer, from which the model continues
   */
  public static LlmRequest request(
      AssistantSettings assistant,
      LlmModel model,
      List<Message> path,
      String endUser,
      Optional<String> kept) {
    Optional<String> prefix = kept.filter(_ -> model.continuesPrefix());
    DialogTurns turns = DialogTurns.of(path);
    String system = PromptVariables.fill(assistant.prompt(), VisitorFacts.newest(path));
    IntFunction<List<LlmMessage>> shortening =
        context -> {
          long budget = budget(assistant, system, context) - kept.map(TokenEstimate::of).orElse(0L);
          return messages(system, turns.within(budget), kept.filter(_ -> prefix.isEmpty()));
        };
    return new LlmRequest(
        model.name(),
        assistant.fallbackModels(),
        shortening.apply(model.contextTokens()),
        shortening,
        false,
        prefix,
        assistant.temperature(),
        assistant.maxTokens(),
        assistant.reasoning(),
        assistant.reasoningEffort(),
        Optional.of(endUser));
  }

  /** All messages; a kept beginning of the answer comes last, followed by {@link #GO_ON}. */
  private static List<LlmMessage> messages(
      String system, List<LlmMessage> turns, Optional<String> kept) {
    var messages = new ArrayList<LlmMessage>();
    if (!system.isBlank()) {
      messages.add(new LlmMessage(Role.SYSTEM, system));
    }
    messages.addAll(turns);
    kept.ifPresent(text -> {
      messages.add(new LlmMessage(Role.ASSISTANT, text));
      messages.add(new LlmMessage(Role.USER, GO_ON));
    });
    return messages;
  }

  /**
   * Tokens available for the turns. A fifth of the context stays free because token counts are
   * estimates, and at most half of it is reserved for the answer.
   */
  private static long budget(AssistantSettings assistant, String system, int context) {
    int wanted = assistant.maxTokens().orElse(Math.min(ANSWER_TOKENS, context / 4));
    int answer = Math.min(wanted, context / 2);
    return context / 5 * 4 - answer - TokenEstimate.of(system);
  }

  /**
   * How much of a dialog fits the model at most, in characters: each counts for at least a quarter
   * of a token.
   */
  public static int reach(AssistantSettings assistant, LlmModel model) {
    return Math.clamp(
        4 * budget(assistant, assistant.prompt(), model.contextTokens()), 1, Integer.MAX_VALUE);
  }
}
