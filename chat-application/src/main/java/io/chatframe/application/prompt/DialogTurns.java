package io.chatframe.application.prompt;

import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A dialog as sent to a model: alternating questions and answers. Replies without text are left
 * out, and the questions around them joined. A question that caused a refusal is left out too, with
 * those joined to it; otherwise every later request would be refused as well.
 */
final class DialogTurns {
  /** Prefixed to the first remaining question when earlier turns do not fit. */
  private static final String CUT = "[Earlier messages of this dialog are left out.]\n\n";

  /**
   * One side's turn.
   *
   * @param rank how far the question is from the one before; among the turns that could come first,
   *     the one with the highest rank does
   */
  private record Turn(LlmMessage message, int rank) {
    boolean asks() {
      return message.role() == Role.USER;
    }

    long size() {
      return TokenEstimate.of(message.text());
    }

    Turn and(String more) {
      return new Turn(new LlmMessage(message.role(), message.text() + "\n\n" + more), rank);
    }
  }

  private final List<Turn> turns;
  private final boolean whole;

  /**
   * @param whole whether the turns include the first message of the dialog
   */
  private DialogTurns(List<Turn> turns, boolean whole) {
    this.turns = List.copyOf(turns);
    this.whole = whole;
  }

  /** Builds the turns from the newest messages of a dialog, oldest first. */
  static DialogTurns of(List<Message> path) {
    var turns = new ArrayList<Turn>();
    int before = path.getFirst().seq();
    for (Message message : path) {
      switch (message) {
        case VisitorMessage asked -> {
          add(turns, Role.USER, told(asked), rank(before, asked.seq()));
          before = asked.seq();
        }
        case Reply reply -> {
          if (reply.refused() && !turns.isEmpty() && turns.getLast().asks()) {
            turns.removeLast();
          }
          add(turns, Role.ASSISTANT, reply.text().text(), 0);
        }
      }
    }
    return new DialogTurns(turns, path.getFirst().parent().isEmpty());
  }

  private static void add(List<Turn> turns, Role role, String text, int rank) {
    if (text.isBlank()) {
      return;
    }
    if (!turns.isEmpty() && turns.getLast().message().role() == role) {
      turns.add(turns.removeLast().and(text));
    } else {
      turns.add(new Turn(new LlmMessage(role, text), rank));
    }
  }

  private static String told(VisitorMessage asked) {
    return VisitorFacts.context(asked)
        .map(context -> asked.text() + "\n\n" + context)
        .orElse(asked.text());
  }

  /** One plus the position of the highest bit in which two counters differ; 0 if they are equal. */
  private static int rank(int before, int seq) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(before ^ seq);
  }

  /** Returns the newest turns that fit, always including the last. */
  List<LlmMessage> within(long budget) {
    long size = turns.stream().mapToLong(Turn::size).sum();
    var messages = new ArrayList<>(turns.stream().map(Turn::message).toList());
    if (whole && size <= budget) {
      return messages;
    }
    List<LlmMessage> fitting = messages.subList(first(budget), messages.size());
    LlmMessage oldest = fitting.getFirst();
    fitting.set(0, new LlmMessage(oldest.role(), CUT + oldest.text()));
    return List.copyOf(fitting);
  }

  /**
   * Index of the first turn to keep: the question with the highest rank among those that leave
   * between a quarter of the budget and all of it. Later requests choose the same question, without
   * looking at earlier ones, until it no longer fits or one of a higher rank is far enough from the
   * end: about half a budget later. So the beginning stays the same for many turns.
   */
  private int first(long budget) {
    int first = turns.size() - 1;
    int highest = -1;
    long size = 0;
    for (int i = turns.size() - 1; i >= 0; i--) {
      Turn turn = turns.get(i);
      size += turn.size();
      if (size > budget) {
        break;
      }
      int rank = size < budget / 4 ? -1 : turn.rank();
      if (turn.asks() && rank >= highest) {
        first = i;
        highest = rank;
      }
    }
    return first;
  }
}
