package io.chatframe.domain;

import java.util.List;

/**
 * A message on the path from the first message of a dialog to a leaf.
 *
 * @param siblings the messages with the same parent, including this one, in order of arrival
 * @param followUps questions that the visitor may want to ask next; empty unless it is a reply
 */
public record PathEntry(Message message, List<MessageId> siblings, List<String> followUps) {
  public PathEntry {
    siblings = List.copyOf(siblings);
    followUps = List.copyOf(followUps);
  }
}
