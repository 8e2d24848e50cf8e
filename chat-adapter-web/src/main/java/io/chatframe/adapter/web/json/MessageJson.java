package io.chatframe.adapter.web.json;

import io.chatframe.domain.FinishReason;
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

/** A message of either side on the wire; what only replies have is absent from a visitor's. */
public record MessageJson(
    String id,
    int seq,
    Optional<String> parent,
    List<String> siblings,
    String role,
    String text,
    Instant createdAt,
    Optional<String> reasoning,
    Optional<String> status,
    Optional<String> cursor,
    Optional<String> finishReason,
    Optional<UsageJson> usage,
    Optional<ErrorJson> error,
    Optional<Instant> endedAt,
    Optional<Long> thinkingMillis,
    Optional<List<String>> followUps) {

  public static MessageJson of(PathEntry entry) {
    List<String> siblings = entry.siblings().stream().map(MessageId::toString).toList();
    return switch (entry.message()) {
      case VisitorMessage message -> of(message, siblings);
      case Reply reply -> of(reply, siblings, entry.followUps());
    };
  }

  private static MessageJson of(VisitorMessage message, List<String> siblings) {
    return new MessageJson(
        message.id().toString(),
        message.seq(),
        parent(message),
        siblings,
        "visitor",
        message.text(),
        message.createdAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static MessageJson of(Reply reply, List<String> siblings, List<String> followUps) {
    Optional<ReplyEnd> end = reply.end();
    return new MessageJson(
        reply.id().toString(),
        reply.seq(),
        parent(reply),
        siblings,
        "assistant",
        reply.text().text(),
        reply.createdAt(),
        Optional.of(reply.text().reasoning()).filter(reasoning -> !reasoning.isEmpty()),
        Optional.of(reply.status().wireName()),
        Optional.of(reply.cursor().toString()),
        end.flatMap(ReplyEnd::finishReason).map(FinishReason::wireName),
        end.flatMap(ReplyEnd::usage).map(UsageJson::of),
        end.flatMap(ReplyEnd::error).map(ErrorJson::of),
        end.map(ReplyEnd::at),
        end.flatMap(ReplyEnd::thinking).map(Duration::toMillis),
        Optional.of(followUps).filter(some -> !some.isEmpty()));
  }

  private static Optional<String> parent(Message message) {
    return message.parent().map(MessageId::toString);
  }
}
