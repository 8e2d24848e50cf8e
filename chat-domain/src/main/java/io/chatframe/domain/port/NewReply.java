package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;

/**
 * A reply to be begun.
 *
 * @param owner the node that will generate it
 * @param model the model that will be asked
 * @param reach how much of the dialog fits that model, see {@link ReplyRepository#path}
 */
public record NewReply(ReplyId id, NodeId owner, String model, int reach) {
  public NewReply {
    if (reach < 1) {
      throw new IllegalArgumentException("At least the question is told");
    }
  }
}
