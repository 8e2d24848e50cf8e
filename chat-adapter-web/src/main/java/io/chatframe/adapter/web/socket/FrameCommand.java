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

/** What a client may ask for by a frame. */
@JsonIgnoreProperties({"type", "ref"})
sealed interface FrameCommand {
  /** Says who the visitor is, or renews her token. */
  record Auth(String token) implements FrameCommand {}

  /** Sends a message and follows the reply. */
  record Send(
      DialogId dialog, MessageId id, Optional<MessageId> parent, String text, HostFacts context)
      implements FrameCommand {}

  /** Follows a reply from a cursor, or from its start. */
  record Follow(ReplyId reply, Optional<Cursor> after) implements FrameCommand {}

  /** Follows a reply no more. */
  record Unfollow(ReplyId reply) implements FrameCommand {}

  /** Stops a reply. */
  record Stop(ReplyId reply) implements FrameCommand {}

  /** Begins another reply beside one, and follows it. */
  record Regenerate(ReplyId reply, ReplyId id) implements FrameCommand {}

  /** A frame that names no command, and so may have no other field: reading it refuses it. */
  record Untyped(String type, Optional<String> ref) {}

  /** What every frame may say, whatever else it says. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Envelope(Optional<String> type, Optional<String> ref) {
    /**
     * The command of the frame that this is the envelope of.
     *
     * @throws ProblemException if there is no such command, or its fields are others
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
