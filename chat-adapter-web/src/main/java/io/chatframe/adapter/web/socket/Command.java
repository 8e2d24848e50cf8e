package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.body.JsonStrings;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.Problems;
import io.chatframe.application.SendMessage;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.ReplyId;
import java.util.Set;

/** What a client may ask for by a frame. */
sealed interface Command {
  /** All names that any command has. */
  Set<String> NAMES =
      Set.of("type", "ref", "token", "dialog", "id", "text", "parent", "context", "reply", "after");

  /** Says who asks, or that she still may. */
  record Auth(String token) implements Command {}

  /** Sends a message and follows the reply. */
  record Send(SendMessage.Command message) implements Command {}

  /** Follows a reply from a cursor. */
  record Follow(ReplyId reply, Cursor after) implements Command {}

  /** Follows a reply no more. */
  record Unfollow(ReplyId reply) implements Command {}

  /** Stops a reply. */
  record Stop(ReplyId reply) implements Command {}

  /** Begins another reply beside one, and follows it. */
  record Regenerate(ReplyId beside, ReplyId id) implements Command {}

  /**
   * The command of a frame.
   *
   * @throws ProblemException where there is none such, or it has other fields
   */
  static Command of(JsonStrings frame) {
    return switch (frame.text("type")) {
      case "auth" -> {
        frame.allow(Set.of("type", "ref", "token"));
        yield new Auth(frame.text("token"));
      }
      case "send" -> {
        frame.allow(Set.of("type", "ref", "dialog", "id", "text", "parent", "context"));
        yield new Send(message(frame));
      }
      case "follow" -> {
        frame.allow(Set.of("type", "ref", "reply", "after"));
        yield new Follow(reply(frame), after(frame));
      }
      case "unfollow" -> {
        frame.allow(Set.of("type", "ref", "reply"));
        yield new Unfollow(reply(frame));
      }
      case "stop" -> {
        frame.allow(Set.of("type", "ref", "reply"));
        yield new Stop(reply(frame));
      }
      case "regenerate" -> {
        frame.allow(Set.of("type", "ref", "reply", "id"));
        yield new Regenerate(reply(frame), new ReplyId(frame.uuid("id")));
      }
      default ->
          throw JsonStrings.invalid(
              "\"type\" is not one of auth, send, follow, unfollow, stop, regenerate");
    };
  }

  private static SendMessage.Command message(JsonStrings frame) {
    return new SendMessage.Command(
        new DialogId(frame.uuid("dialog")),
        new MessageId(frame.uuid("id")),
        frame.optionalUuid("parent").map(MessageId::new),
        frame.text("text"),
        frame.facts());
  }

  private static ReplyId reply(JsonStrings frame) {
    return new ReplyId(frame.uuid("reply"));
  }

  private static Cursor after(JsonStrings frame) {
    return frame
        .optional("after")
        .map(text ->
            Cursor.parse(text).orElseThrow(() -> new ProblemException(Problems.badCursor())))
        .orElse(Cursor.start());
  }
}
