package io.chatframe.application.reply;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Replies that have just begun. */
final class BegunReplies {
  static final String MODEL = "model-1";

  private static final Visitor VISITOR =
      new Visitor(new VisitorId(new UUID(0, 1)), new AssistantName("default"));

  private BegunReplies() {}

  static OwnedReply begun(TimeSource time) {
    return begun(time, 1);
  }

  /**
   * @param number distinguishes it from others
   */
  static OwnedReply begun(TimeSource time, int number) {
    Reply empty =
        new Reply(
            new ReplyId(new UUID(1, number)),
            new DialogId(new UUID(2, number)),
            2,
            new MessageId(new UUID(3, number)),
            Instant.EPOCH,
            MODEL,
            Lineage.first(),
            ReplyText.EMPTY,
            Optional.empty());
    return new OwnedReply(VISITOR, empty, time);
  }
}
