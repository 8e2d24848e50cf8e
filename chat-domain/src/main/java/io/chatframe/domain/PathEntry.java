package io.chatframe.domain;

import java.util.List;

/**
 * A message on the path from the first message of a dialog to a leaf.
 *
 * @param siblings the messages with the same parent, itself included, in order of arrival
 */
public record PathEntry(Message message, List<MessageId> siblings) {
  public PathEntry {
    siblings = List.copyOf(siblings);
  }
}
