package io.chatframe.domain.port;

import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;

/**
 * A generating reply that changed its owner.
 *
 * @param reply as its new attempt begins: with the text up to the attempt's base
 * @param before the attempt that the new one takes the place of
 * @param stopRequested whether someone asked for the reply to be stopped
 */
public record TakenReply(Visitor visitor, Reply reply, LostAttempt before, boolean stopRequested) {}
