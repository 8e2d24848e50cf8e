package io.chatframe.application.prompt;

import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said in a dialog, as a model is told it: questions and answers in turn. Replies without
 * text are left out, and the questions around them joined; but a question whose reply was refused
 * for it is left out too, with those it was joined to, or each later one would be refused as well.
 */
final class DialogTurns {
  /** Put before the first question that is left when earlier turns do not fit. */
  private static final String CUT = "[Earlier messages of this dialog are left out.]\n\n";

  /**
   * One side's turn.
   *
   * @param rank how far apart its question stands from the one before; of the turns that could be
   *     the first, the one with the highest rank is
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
   * @param whole whether they go back to the first message of the dialog
   */
  private DialogTurns(List<Turn> turns, boolean whole) {
    this.turns = List.copyOf(turns);
    this.whole = whole;
  }

  /** The turns of the newest messages of a dialog, oldest first. */
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
    return asked.context().map(context -> asked.text() + "\n\n" + context).orElse(asked.text());
  }

  /** The highest power of two that was passed between two counters, as its exponent. */
  private static int rank(int before, int seq) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(before ^ seq);
  }

  /** The newest of them that fit, the last always. */
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
   * Where to cut: at the question with the highest rank among those that leave between a quarter of
   * the budget and all of it. A later turn finds the same one, without a look at what was before,
   * until it no longer fits or one of a higher rank is far enough from the end: about half a budget
   * later. So the beginning stands still for many turns.
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
