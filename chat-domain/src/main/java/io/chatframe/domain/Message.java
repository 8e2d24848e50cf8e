package io.chatframe.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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

  /**
   * The length of messages in octets of UTF-8, with 16 for what a provider adds to each. They never
   * have more tokens.
   */
  static long octets(List<Message> messages) {
    long octets = 0;
    for (Message message : messages) {
      String told =
          switch (message) {
            case VisitorMessage question -> question.text() + question.context().orElse("");
            case Reply reply -> reply.text().text();
          };
      octets += told.getBytes(StandardCharsets.UTF_8).length + 16L;
    }
    return octets;
  }
}
