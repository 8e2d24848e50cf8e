package io.chatframe.application.prompt;

import io.chatframe.domain.Message;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What a model is given to read: the system prompt, then the dialog. From turn to turn the
 * beginning stays byte-identical, so that the provider's cache of it is hit.
 */
public final class Prompt {
  /** Room for an answer if the assistant sets none; less if the model has little. */
  private static final int ANSWER_TOKENS = 8_000;

  /** For models that cannot be given the beginning of their answer: an order in its stead. */
  private static final String GO_ON =
      "Go on exactly where your answer above stopped, without repeating any of it.";

  private Prompt() {}

  /**
   * What a model is asked.
   *
   * @param path the newest messages of the dialog, as far as {@link #reach} goes, to the question
   * @param kept the beginning of the answer, to be gone on from
   */
  public static LlmRequest request(
      AssistantSettings assistant,
      LlmModel model,
      List<Message> path,
      String endUser,
      Optional<String> kept) {
    Optional<String> prefix = kept.filter(_ -> model.continuesPrefix());
    DialogTurns turns = DialogTurns.of(path);
    IntFunction<List<LlmMessage>> shortening =
        context -> {
          long budget = budget(assistant, context) - kept.map(TokenEstimate::of).orElse(0L);
          return messages(assistant, turns.within(budget), kept.filter(_ -> prefix.isEmpty()));
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

  /** The whole of it; what is kept of the answer stands at its end with the order to go on. */
  private static List<LlmMessage> messages(
      AssistantSettings assistant, List<LlmMessage> turns, Optional<String> kept) {
    var messages = new ArrayList<LlmMessage>();
    if (!assistant.prompt().isBlank()) {
      messages.add(new LlmMessage(Role.SYSTEM, assistant.prompt()));
    }
    messages.addAll(turns);
    kept.ifPresent(text -> {
      messages.add(new LlmMessage(Role.ASSISTANT, text));
      messages.add(new LlmMessage(Role.USER, GO_ON));
    });
    return messages;
  }

  /**
   * Tokens for the turns. A fifth is kept free, for tokens are estimated, and a part for the
   * answer: at most half of all.
   */
  private static long budget(AssistantSettings assistant, int context) {
    int wanted = assistant.maxTokens().orElse(Math.min(ANSWER_TOKENS, context / 4));
    int answer = Math.min(wanted, context / 2);
    return context / 5 * 4 - answer - TokenEstimate.of(assistant.prompt());
  }

  /**
   * How much of a dialog a model can be told, in characters: more of them are more tokens than it
   * has room for, for none counts for less than a quarter.
   */
  public static int reach(AssistantSettings assistant, LlmModel model) {
    return Math.clamp(4 * budget(assistant, model.contextTokens()), 1, Integer.MAX_VALUE);
  }
}
