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
 * Where replies begin and end. What a method has returned from is durable. Each waits a few seconds
 * at most and throws {@link StorageUnavailableException} when the database cannot answer in that
 * time; then it is unknown whether a write happened, and the same call may be made again.
 */
public interface ReplyRepository {
  /**
   * Stores a visitor's message and its empty reply, with its first attempt, at once, taking the
   * dialog's next two counters. Idempotent by the message's id and text: a repeat finds the reply
   * first begun for that message, which keeps its first context. A visitor who was erased begins no
   * dialog again.
   */
  Acceptance accept(NewMessage message);

  /**
   * What {@link #accept} would answer to a repeat of this message, storing nothing; empty if the
   * message is unknown to this visitor.
   */
  Optional<Acceptance> recall(Visitor visitor, DialogId dialog, MessageId message, String text);

  /**
   * Begins another reply beside one that ended, to the same question. Idempotent by the new reply's
   * id.
   */
  Acceptance regenerate(Visitor visitor, ReplyId beside, NewReply reply);

  /**
   * Begins another reply beside one that ended early, with the text of that one at its beginning
   * and already journalled. Idempotent by the new reply's id.
   */
  Acceptance continueFrom(Visitor visitor, ReplyId ended, NewReply reply);

  /**
   * A reply of this visitor; while it is generating, with the text that is journalled without a
   * gap.
   */
  Optional<Reply> find(Visitor visitor, ReplyId reply);

  /**
   * The messages that lead to a reply, oldest first, its question last: as many of the newest as it
   * takes for their texts to have more than {@code reach} characters together, or all there are. So
   * what is read grows with the reach and not with the dialog. Replies among them are without their
   * use, their cost and their attempts.
   *
   * @param reach in Unicode characters, from 1; the question is always there
   * @return empty if there is no such reply
   */
  List<Message> path(ReplyId reply, int reach);

  /**
   * Stores how a reply ended, with its whole text, and drops its journal. Refused with {@code
   * false} when the reply is gone, has ended otherwise, or is not owned by this node in this
   * attempt. The same end may be stored twice.
   *
   * @param end its usage and cost are those of this attempt; a reply that is found later has those
   *     of all its attempts
   */
  boolean end(NodeId owner, ReplyId reply, int attempt, ReplyText text, ReplyEnd end);

  /**
   * Marks a generating reply of this visitor to be stopped by its owner; {@code false} if none is
   * generating.
   */
  boolean requestStop(Visitor visitor, ReplyId reply);

  /** The generating replies a node owns. */
  Set<ReplyId> owned(NodeId owner);

  /**
   * Gives up generating replies of a node: they belong to {@link NodeId#NOBODY}, and the node can
   * write no more of them.
   */
  void handOver(NodeId owner, Set<ReplyId> replies);

  /**
   * Takes over generating replies of a node that died, or of {@link NodeId#NOBODY}. Each begins its
   * next attempt, and what the attempt before was journalled is its base; but if that is no text
   * yet, its base is 0, unless it will not be generated further: because it is to be stopped, or
   * its new attempt is beyond {@code lastAttempt}. Of several nodes that do this at once, one takes
   * it.
   *
   * @param atMost how many are taken, from 1
   * @param lastAttempt the number of the last attempt that may generate
   */
  List<TakenReply> takeOver(NodeId dead, NodeId taker, int atMost, int lastAttempt);

  /**
   * Notes which model talks in an attempt, or talked last, and what failed before: for the
   * operator, and for the node that takes the reply over. Does nothing if the reply is gone.
   */
  void note(ReplyId reply, int attempt, String model, List<FailedRequest> failures);

  /**
   * Books what an earlier attempt of a reply used, as estimated by its new owner; does nothing if
   * that is booked, or the reply is no longer this node's.
   */
  void account(NodeId owner, ReplyId reply, int attempt, TokenUsage usage, Optional<Money> cost);
}
