package io.chatframe.domain;

import java.util.UUID;

/** Names a reply; the same UUID names the assistant's message that the reply is. */
public record ReplyId(UUID value) {
  /** The reply seen as an entry of its dialog. */
  public MessageId message() {
    return new MessageId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
