package io.chatframe.domain.port;

import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;

/**
 * A generating reply that this node took over.
 *
 * @param reply the reply at the start of its new attempt, with the text up to the attempt's base
 * @param before the attempt that the new one replaces
 * @param stopRequested whether a stop of the reply was requested
 */
public record TakenReply(Visitor visitor, Reply reply, LostAttempt before, boolean stopRequested) {}
