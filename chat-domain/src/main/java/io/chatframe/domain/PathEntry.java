package io.chatframe.domain;

import io.chatframe.domain.feedback.Feedback;
import java.util.List;
import java.util.Optional;

/**
 * A message on the path from the first message of a dialog to a leaf.
 *
 * @param siblings the messages with the same parent, including this one, in order of arrival
 * @param followUps questions that the visitor may want to ask next; empty unless it is a reply
 * @param feedback what the visitor said of it; empty unless it is a reply
 */
public record PathEntry(
    Message message,
    List<MessageId> siblings,
    List<String> followUps,
    Optional<Feedback> feedback) {
  public PathEntry {
    siblings = List.copyOf(siblings);
    followUps = List.copyOf(followUps);
  }
}
