package io.chatframe.domain;

import java.time.Instant;
import java.util.Optional;

/** What a visitor wrote, unchanged. */
public record VisitorMessage(
    MessageId id,
    DialogId dialog,
    int seq,
    Optional<MessageId> parent,
    String text,
    Instant createdAt)
    implements Message {
  @Override
  public MessageId messageId() {
    return id;
  }
}
