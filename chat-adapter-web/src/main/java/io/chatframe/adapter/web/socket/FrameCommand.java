package io.chatframe.adapter.web.socket;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.chatframe.adapter.web.body.HostFacts;
import io.chatframe.adapter.web.body.StrictJson;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.ReplyId;
import java.util.Optional;

/** A client's command. */
@JsonIgnoreProperties({"type", "ref"})
sealed interface FrameCommand {
  /** Authenticates the visitor, or renews her token. */
  record Auth(String token) implements FrameCommand {}

  /** Sends a message and follows the reply. */
  record Send(
      DialogId dialog, MessageId id, Optional<MessageId> parent, String text, HostFacts context)
      implements FrameCommand {}

  /** Follows a reply from a cursor, or from its start. */
  record Follow(ReplyId reply, Optional<Cursor> after) implements FrameCommand {}

  /** Stops following a reply. */
  record Unfollow(ReplyId reply) implements FrameCommand {}

  /** Stops a reply. */
  record Stop(ReplyId reply) implements FrameCommand {}

  /** Begins a sibling of a reply and follows it. */
  record Regenerate(ReplyId reply, ReplyId id) implements FrameCommand {}

  /** A frame without a type; binding it to this record always fails with the right refusal. */
  record Untyped(String type, Optional<String> ref) {}

  /** The fields common to all frames. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Envelope(Optional<String> type, Optional<String> ref) {
    /**
     * Parses the command of the frame to which this envelope belongs.
     *
     * @throws ProblemException if the command is unknown or its fields are invalid
     */
    FrameCommand command(String frame) {
      return StrictJson.read(
          frame,
          switch (type.orElseGet(() -> StrictJson.read(frame, Untyped.class).type())) {
            case "auth" -> Auth.class;
            case "send" -> Send.class;
            case "follow" -> Follow.class;
            case "unfollow" -> Unfollow.class;
            case "stop" -> Stop.class;
            case "regenerate" -> Regenerate.class;
            default ->
                throw StrictJson.invalid(
                    "\"type\" is not one of auth, send, follow, unfollow, stop, regenerate");
          });
    }
  }
}
