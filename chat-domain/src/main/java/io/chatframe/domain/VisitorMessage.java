package io.chatframe.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What a visitor wrote, unchanged.
 *
 * @param context what the model is told of the moment she asked in, after her text; not shown to
 *     her
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
