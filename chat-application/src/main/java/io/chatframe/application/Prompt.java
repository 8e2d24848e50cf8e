package io.chatframe.application;

import io.chatframe.domain.AssistantSettings;
import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmMessage.Role;
import io.chatframe.domain.port.LlmModel;
import io.chatframe.domain.port.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What a model is given to read: the system prompt, then the dialog. From turn to turn the
 * beginning stays byte-identical, so that the provider's cache of it is hit.
 */
final class Prompt {
  /** Put before the first question that is left where earlier turns did not fit. */
  private static final String CUT = "[Earlier messages of this dialog are left out.]\n\n";

  /** Room for an answer where the assistant sets none; less where the model has little. */
  private static final int ANSWER_TOKENS = 8_000;

  /** For models that cannot be given the beginning of their answer: an order in its stead. */
  private static final String GO_ON =
      "Go on exactly where your answer above stopped, without repeating any of it.";

  private Prompt() {}

  /**
   * What a model is asked.
   *
   * @param path from the first message of the dialog to the question
   * @param kept the beginning of the answer, to be gone on from
   */
  static LlmRequest request(
      AssistantSettings assistant,
      LlmModel model,
      List<Message> path,
      String endUser,
      Optional<String> kept) {
    Optional<String> prefix = kept.filter(_ -> model.continuesPrefix());
    List<LlmMessage> turns = turns(path);
    IntFunction<List<LlmMessage>> shortening =
        context -> {
          long budget = budget(assistant, context) - kept.map(TokenEstimate::of).orElse(0L);
          List<LlmMessage> fitted = fitted(turns, budget);
          return messages(assistant, fitted, kept.filter(_ -> prefix.isEmpty()));
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
   * Questions and answers in turn: empty replies are left out, and the questions around them
   * joined.
   */
  private static List<LlmMessage> turns(List<Message> path) {
    var turns = new ArrayList<LlmMessage>();
    for (Message message : path) {
      LlmMessage turn =
          switch (message) {
            case VisitorMessage asked -> new LlmMessage(Role.USER, told(asked));
            case Reply reply -> new LlmMessage(Role.ASSISTANT, reply.text().text());
          };
      if (turn.text().isBlank()) {
        continue;
      }
      if (!turns.isEmpty() && turns.getLast().role() == turn.role()) {
        String joined = turns.removeLast().text() + "\n\n" + turn.text();
        turns.add(new LlmMessage(turn.role(), joined));
      } else {
        turns.add(turn);
      }
    }
    return turns;
  }

  private static String told(VisitorMessage asked) {
    return asked.context().map(context -> asked.text() + "\n\n" + context).orElse(asked.text());
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
   * The newest turns that fit, the last always. What goes, goes in steps of half the budget, so
   * that the beginning then stands still for many turns again.
   */
  private static List<LlmMessage> fitted(List<LlmMessage> turns, long budget) {
    int first = 0;
    long size = 0;
    for (int i = 0; i < turns.size(); i++) {
      size += TokenEstimate.of(turns.get(i).text());
      if (size > budget) {
        while (first < i && (size > budget / 2 || turns.get(first).role() != Role.USER)) {
          size -= TokenEstimate.of(turns.get(first).text());
          first++;
        }
      }
    }
    if (first == 0) {
      return turns;
    }
    var fitting = new ArrayList<>(turns.subList(first, turns.size()));
    LlmMessage oldest = fitting.getFirst();
    fitting.set(0, new LlmMessage(oldest.role(), CUT + oldest.text()));
    return fitting;
  }
}
