package io.chatframe.domain.port;

import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.budget.SpentBudget;
import io.chatframe.domain.limit.RateScope;
import java.time.Duration;

/** Why a visitor's request was refused; nothing was stored. */
public sealed interface Refusal extends Acceptance {
  /** This visitor has no such thing: it may be another visitor's, or was deleted. */
  record NotFound(String what) implements Refusal {}

  /** The text has nothing visible. */
  record TextBlank() implements Refusal {}

  /** The text contains a NUL or an unpaired surrogate. */
  record TextUnstorable() implements Refusal {}

  /** The text is longer than allowed, in UTF-16 code units. */
  record TextTooLong(int length, int allowed) implements Refusal {}

  /** The dialog is still generating this reply. */
  record ReplyRunning(ReplyId running) implements Refusal {}

  /** The reply cannot be continued: see {@link Reply#continuable}. */
  record NotContinuable() implements Refusal {}

  /** The visitor was erased and must begin a new session. */
  record VisitorErased() implements Refusal {}

  /** The id names something else: another text, another dialog, another visitor. */
  record IdTaken() implements Refusal {}

  /** The cursor does not belong to this reply, or lies inside a character. */
  record BadCursor() implements Refusal {}

  /** This node is stopping. */
  record Draining(Duration retryAfter) implements Refusal {}

  /** This visitor has reached the limit of concurrent replies on this node. */
  record TooManyReplies(int running, Duration retryAfter) implements Refusal {}

  /**
   * This happens more often than allowed.
   *
   * @param scope which limit it is
   * @param retryAfter when one more is allowed, if nothing else is used meanwhile
   */
  record TooOften(RateScope scope, Duration retryAfter) implements Refusal {}

  /** The operator has blocked the visitor. */
  record VisitorBlocked() implements Refusal {}

  /** The operator lets no reply of this assistant begin. */
  record AssistantClosed() implements Refusal {}

  /** A budget has too little left for a reply. */
  record BudgetSpent(SpentBudget spent) implements Refusal {}

  /** This visitor has reached the limit of concurrent searches. */
  record TooManySearches(Duration retryAfter) implements Refusal {}

  /** This node runs too many searches, or this one took too long; everything else works. */
  record SearchUnavailable(Duration retryAfter) implements Refusal {}

  /** The database has no free space for a reply. */
  record NoRoom(Duration retryAfter) implements Refusal {}

  /** This node has reached its limit of concurrent replies. */
  record NodeFull(Duration retryAfter) implements Refusal {}
}
