package io.chatframe.adapter.web.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.VisitorMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A visitor's or assistant's message on the wire.
 *
 * @param reply the fields that only replies have
 */
public record MessageJson(
    String id,
    int seq,
    Optional<String> parent,
    List<String> siblings,
    String role,
    String text,
    Instant createdAt,
    @JsonUnwrapped @Nullable ReplyPart reply) {
  /** The additional fields of a reply. */
  record ReplyPart(
      Optional<String> reasoning,
      String status,
      String cursor,
      @JsonUnwrapped EndJson end,
      Optional<Instant> endedAt,
      Optional<Long> thinkingMillis,
      Optional<List<String>> followUps,
      Optional<FeedbackJson> feedback) {
    static ReplyPart of(Reply reply, PathEntry entry) {
      return new ReplyPart(
          Optional.of(reply.text().reasoning()).filter(reasoning -> !reasoning.isEmpty()),
          reply.status().wireName(),
          reply.cursor().toString(),
          EndJson.of(reply),
          reply.end().map(ReplyEnd::at),
          reply.end().flatMap(ReplyEnd::thinking).map(Duration::toMillis),
          Optional.of(entry.followUps()).filter(some -> !some.isEmpty()),
          entry.feedback().map(FeedbackJson::of));
    }
  }

  public static MessageJson of(PathEntry entry) {
    return switch (entry.message()) {
      case VisitorMessage message -> of(entry, "visitor", message.text(), null);
      case Reply reply -> of(entry, "assistant", reply.text().text(), ReplyPart.of(reply, entry));
    };
  }

  private static MessageJson of(
      PathEntry entry, String role, String text, @Nullable ReplyPart reply) {
    Message message = entry.message();
    return new MessageJson(
        message.messageId().toString(),
        message.seq(),
        message.parent().map(MessageId::toString),
        entry.siblings().stream().map(MessageId::toString).toList(),
        role,
        text,
        message.createdAt(),
        reply);
  }
}
