package io.chatframe.application;

import io.chatframe.application.limit.UseLimits;
import io.chatframe.application.prompt.VisitorFacts;
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.limit.Caller;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.text.TextRule;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accepts a visitor's message exactly once and begins the reply to it. */
public final class SendMessage {
  private static final int LONGEST_TITLE = 60;

  private final ReplyRepository replies;
  private final ReplyStart start;
  private final IdSource ids;
  private final TimeSource time;
  private final ZoneId zone;

  /**
   * @param zone the time zone that determines today's date
   */
  public SendMessage(
      AssistantCatalog assistants,
      ReplyRepository replies,
      ReplyEngine engine,
      UseLimits limits,
      IdSource ids,
      TimeSource time,
      ZoneId zone) {
    this.replies = replies;
    this.start = new ReplyStart(assistants, replies, engine, limits);
    this.ids = ids;
    this.time = time;
    this.zone = zone;
  }

  /**
   * A message as the client sends it.
   *
   * @param parent the message it follows; empty for the dialog's newest
   * @param facts the facts that the host page supplied, by name; the model gets those that the
   *     assistant declares. Among them are those that the host has signed about the visitor, by the
   *     names of the prompt's variables, which no page can use
   */
  public record Command(
      DialogId dialog,
      MessageId id,
      Optional<MessageId> parent,
      String text,
      Map<String, String> facts) {
    public Command {
      facts = Map.copyOf(facts);
    }
  }

  /**
   * Stores the message and its reply, and starts generating. A repeat with the same id and text
   * returns the reply first begun, in whatever state it is, even if a limit would refuse it.
   *
   * @return the reply; follow it for its text
   * @throws RefusedException if nothing was stored
   */
  public Reply send(Caller caller, Command command) {
    Place place = command.parent().<Place>map(Place.After::new).orElseGet(Place.NewestLeaf::new);
    return send(caller, command.dialog(), place, command.id(), command.text(), command.facts());
  }

  /** Like {@link #send(Caller, Command)}, but at any kind of place. */
  Reply send(
      Caller caller,
      DialogId dialog,
      Place place,
      MessageId id,
      String text,
      Map<String, String> facts) {
    Visitor visitor = caller.visitor();
    AssistantSettings assistant = start.assistant(visitor);
    check(text);
    return start.begin(
        caller,
        assistant,
        dialog.value(),
        new ReplyId(ids.next()),
        tooLong(text, assistant),
        () -> replies.recall(visitor, dialog, id, text),
        reply -> {
          Optional<String> context = context(assistant, facts);
          return replies.accept(
              new NewMessage(visitor, dialog, id, place, text, context, title(text), reply));
        });
  }

  private Optional<String> context(AssistantSettings assistant, Map<String, String> facts) {
    LocalDate today = LocalDate.ofInstant(time.now(), zone);
    String context =
        Stream.of(
                VisitorFacts.block(assistant.visitorFacts(), facts),
                MessageContext.block(assistant.context(), facts, today))
            .filter(block -> !block.isEmpty())
            .collect(Collectors.joining("\n"));
    return Optional.of(context).filter(block -> !block.isEmpty());
  }

  /** Refuses a text that cannot be stored or has nothing visible. */
  static void check(String text) {
    if (!TextRule.isStorable(text)) {
      throw new RefusedException(new Refusal.TextUnstorable());
    }
    if (TextRule.isBlank(text)) {
      throw new RefusedException(new Refusal.TextBlank());
    }
  }

  private static Optional<Refusal> tooLong(String text, AssistantSettings assistant) {
    int allowed = assistant.maxMessageLength();
    return text.length() > allowed
        ? Optional.of(new Refusal.TextTooLong(text.length(), allowed))
        : Optional.empty();
  }

  /** The beginning of the first message, cut between words if possible. */
  private static String title(String text) {
    String line = TextRule.line(text);
    if (line.length() <= LONGEST_TITLE) {
      return line;
    }
    int end = line.lastIndexOf(' ', LONGEST_TITLE);
    int cut = end > LONGEST_TITLE / 2 ? end : LONGEST_TITLE;
    boolean splits = Character.isHighSurrogate(line.charAt(cut - 1));
    return line.substring(0, splits ? cut - 1 : cut) + "…";
  }
}
