package io.chatframe.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A visitor's message, unchanged.
 *
 * @param context facts appended to the text for the model; not shown to the visitor
 */
public record VisitorMessage(
    MessageId id,
    DialogId dialog,
    int seq,
    Optional<MessageId> parent,
    String text,
    Optional<String> context,
    Instant createdAt)
    implements Message {
  @Override
  public MessageId messageId() {
    return id;
  }
}
