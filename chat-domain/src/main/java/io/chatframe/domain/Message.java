package io.chatframe.domain;

import java.time.Instant;
import java.util.Optional;

/** One entry of a dialog: the visitor's or the assistant's. */
public sealed interface Message permits VisitorMessage, Reply {
  MessageId messageId();

  DialogId dialog();

  /** The order of arrival in the dialog, from 1 without gaps. */
  int seq();

  /** The message this one follows; empty for the first of a dialog or an edit of it. */
  Optional<MessageId> parent();

  Instant createdAt();
}
