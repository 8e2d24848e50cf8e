package io.chatframe.domain.port;

import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import java.util.List;

/**
 * A generating reply that changed its owner.
 *
 * @param reply as its new attempt begins: with the text up to the attempt's base
 * @param path the messages from the first of the dialog to the question, oldest first
 * @param journalled up to which position the attempt before was journalled, kept or not
 * @param stopRequested whether someone asked for the reply to be stopped
 */
public record TakenReply(
    Visitor visitor, Reply reply, List<Message> path, int journalled, boolean stopRequested) {
  public TakenReply {
    path = List.copyOf(path);
  }
}
