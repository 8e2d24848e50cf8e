package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.budget.Spending;
import java.util.Optional;

/**
 * A reply to be begun.
 *
 * @param owner the node that will generate it
 * @param model the model that will be asked
 * @param reach how much of the dialog fits that model, see {@link ReplyRepository#path}
 * @param spending what is reserved for its first attempt, or the reply is refused; empty if no
 *     budget applies
 */
public record NewReply(
    ReplyId id, NodeId owner, String model, int reach, Optional<Spending> spending) {
  public NewReply {
    if (reach < 1) {
      throw new IllegalArgumentException("At least the question is told");
    }
  }

  /** A reply to which no budget applies. */
  public NewReply(ReplyId id, NodeId owner, String model, int reach) {
    this(id, owner, model, reach, Optional.empty());
  }
}
