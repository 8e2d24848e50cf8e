package io.chatframe.domain;

import java.util.UUID;

/** Identifies a reply; the same UUID identifies it as a message of its dialog. */
public record ReplyId(UUID value) {
  /** The reply's id as a message. */
  public MessageId message() {
    return new MessageId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
