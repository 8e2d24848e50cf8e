package io.chatframe.application;

import io.chatframe.domain.AssistantSettings;
import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmMessage.Role;
import io.chatframe.domain.port.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model is given to read: the system prompt, then the dialog. From turn to turn the
 * beginning stays byte-identical, so that the provider's cache of it is hit.
 */
final class Prompt {
  /** Code units of history; well inside the context of the default model. */
  private static final int BUDGET = 600_000;

  private Prompt() {}

  /**
   * What to ask for a reply.
   *
   * @param path the messages from the first of the dialog to the question, oldest first
   */
  static LlmRequest request(
      AssistantSettings assistant, Reply reply, List<Message> path, String endUser) {
    var messages = new ArrayList<LlmMessage>();
    if (!assistant.prompt().isBlank()) {
      messages.add(new LlmMessage(Role.SYSTEM, assistant.prompt()));
    }
    messages.addAll(fitted(turns(path)));
    return new LlmRequest(
        reply.model(),
        assistant.fallbackModels(),
        messages,
        Optional.of(reply.text().text()).filter(text -> !text.isEmpty()),
        assistant.temperature(),
        assistant.maxTokens(),
        assistant.showReasoning(),
        assistant.reasoningEffort(),
        Optional.of(endUser));
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
            case VisitorMessage asked -> new LlmMessage(Role.USER, asked.text());
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

  /**
   * The newest turns that fit. What goes, goes in steps of half the budget, so that the beginning
   * then stands still for many turns again.
   */
  private static List<LlmMessage> fitted(List<LlmMessage> turns) {
    int first = 0;
    long size = 0;
    for (int i = 0; i < turns.size(); i++) {
      size += turns.get(i).text().length();
      if (size > BUDGET) {
        while (first < i && (size > BUDGET / 2 || turns.get(first).role() != Role.USER)) {
          size -= turns.get(first).text().length();
          first++;
        }
      }
    }
    return turns.subList(first, turns.size());
  }
}
