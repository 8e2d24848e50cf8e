package io.chatframe.domain.port;

import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import java.time.Duration;

/** Why what a visitor asked for was refused; nothing was stored. */
public sealed interface Refusal extends Acceptance {
  /** There is no such thing for this visitor: it may be another's, or was deleted. */
  record NotFound(String what) implements Refusal {}

  /** The text shows nothing. */
  record TextBlank() implements Refusal {}

  /** The text has a NUL or half a surrogate pair. */
  record TextUnstorable() implements Refusal {}

  /** The text is longer than allowed, in UTF-16 code units. */
  record TextTooLong(int length, int allowed) implements Refusal {}

  /** The dialog is still generating this reply. */
  record ReplyRunning(ReplyId running) implements Refusal {}

  /** There is nothing to go on from: see {@link Reply#continuable}. */
  record NotContinuable() implements Refusal {}

  /** The visitor was erased; she has to begin a session anew. */
  record VisitorErased() implements Refusal {}

  /** The id names something else: another text, another dialog, another visitor. */
  record IdTaken() implements Refusal {}

  /** The cursor was not given by this reply, or lies inside a character. */
  record BadCursor() implements Refusal {}

  /** This node is about to stop. */
  record Draining(Duration retryAfter) implements Refusal {}

  /** As many replies are being generated here for this visitor as may be. */
  record TooManyReplies(int running, Duration retryAfter) implements Refusal {}

  /** As many searches of this visitor are under way as may be. */
  record TooManySearches(Duration retryAfter) implements Refusal {}

  /** Too many searches are under way here, or this one took too long; all else works. */
  record SearchUnavailable(Duration retryAfter) implements Refusal {}

  /** The database has no room for what a reply will say. */
  record NoRoom(Duration retryAfter) implements Refusal {}

  /** This node generates as many replies as it may. */
  record NodeFull(Duration retryAfter) implements Refusal {}
}
