package io.chatframe.domain.port;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores the beginnings and ends of replies. Writes are durable once a method returns. Each method
 * throws {@link StorageUnavailableException} if the database does not answer within a few seconds;
 * then it is unknown whether the write happened, and the call may be repeated.
 */
public interface ReplyRepository {
  /**
   * Stores a visitor's message and its empty reply with its first attempt in one transaction, using
   * the dialog's next two counters. Idempotent by the message's id and text: a repeat returns the
   * reply first begun for that message, which keeps its first context. Refuses an erased visitor.
   */
  Acceptance accept(NewMessage message);

  /**
   * Returns what {@link #accept} would return for a repeat of this message, without storing
   * anything; empty if this visitor has no such message.
   */
  Optional<Acceptance> recall(Visitor visitor, DialogId dialog, MessageId message, String text);

  /**
   * Begins a sibling of a reply that ended, to the same question. Idempotent by the new reply's id.
   */
  Acceptance regenerate(Visitor visitor, ReplyId beside, NewReply reply);

  /**
   * Begins a sibling of a reply that ended early, starting with that reply's text, already
   * journalled. Idempotent by the new reply's id.
   */
  Acceptance continueFrom(Visitor visitor, ReplyId ended, NewReply reply);

  /**
   * Finds a reply of this visitor; a generating one has the text that is journalled without a gap.
   */
  Optional<Reply> find(Visitor visitor, ReplyId reply);

  /**
   * Returns the messages that lead to a reply, oldest first, its question last: just enough of the
   * newest for their texts to exceed {@code reach} characters in total, or all. So the cost of a
   * read grows with the reach, not with the dialog. Replies among them lack usage, cost and
   * attempts.
   *
   * @param reach in Unicode characters, from 1; the question is always included
   * @return empty if there is no such reply
   */
  List<Message> path(ReplyId reply, int reach);

  /**
   * Stores the end of a reply with its whole text and drops its journal. Returns {@code false} if
   * the reply is gone, has ended differently, or is not owned by this node in this attempt. Storing
   * the same end again succeeds.
   *
   * @param end the end, with usage and cost of this attempt only; {@link #find} returns those of
   *     all attempts
   */
  boolean end(NodeId owner, ReplyId reply, int attempt, ReplyText text, ReplyEnd end);

  /**
   * Asks the owner of a generating reply of this visitor to stop it; {@code false} if it is not
   * generating.
   */
  boolean requestStop(Visitor visitor, ReplyId reply);

  /** The generating replies that a node owns. */
  Set<ReplyId> owned(NodeId owner);

  /**
   * Transfers generating replies of a node to {@link NodeId#NOBODY}; the node can no longer write
   * to them.
   */
  void handOver(NodeId owner, Set<ReplyId> replies);

  /**
   * Takes over generating replies of a node that died, or of {@link NodeId#NOBODY}. Each begins its
   * next attempt, whose base is the end of what the previous attempt journalled. If that contains
   * no text yet, the base is 0, unless generation ends here because a stop was requested or the new
   * attempt exceeds {@code lastAttempt}. If several nodes try at once, only one takes each reply.
   *
   * @param atMost the most replies to take, from 1
   * @param lastAttempt the number of the last attempt that may generate
   */
  List<TakenReply> takeOver(NodeId dead, NodeId taker, int atMost, int lastAttempt);

  /**
   * Stores which model answers in an attempt, or answered last, and what failed before, for the
   * operator and for a node that takes over. Does nothing if the reply is gone.
   */
  void note(ReplyId reply, int attempt, String model, List<FailedRequest> failures);

  /**
   * Stores the usage of an earlier attempt as estimated by the new owner. Does nothing if it is
   * already stored or this node no longer owns the reply.
   */
  void account(NodeId owner, ReplyId reply, int attempt, TokenUsage usage, Optional<Money> cost);
}
