package io.chatframe.domain.port;

import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;

/**
 * A reply about to be begun.
 *
 * @param owner the node that will generate it
 * @param model the model that will be asked
 */
public record NewReply(ReplyId id, NodeId owner, String model) {}
