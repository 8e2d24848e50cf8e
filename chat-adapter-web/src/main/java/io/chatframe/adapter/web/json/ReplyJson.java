package io.chatframe.adapter.web.json;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import java.time.Instant;
import java.util.Optional;

/**
 * A reply on the wire.
 *
 * @param message the visitor's message it answers
 */
public record ReplyJson(
    String id,
    String dialog,
    String message,
    String status,
    String cursor,
    String reasoning,
    String text,
    Optional<String> finishReason,
    Optional<UsageJson> usage,
    Optional<ErrorJson> error,
    Instant createdAt) {
  public static ReplyJson of(Reply reply) {
    return new ReplyJson(
        reply.id().toString(),
        reply.dialog().toString(),
        reply.question().toString(),
        reply.status().wireName(),
        reply.cursor().toString(),
        reply.text().reasoning(),
        reply.text().text(),
        reply.end().flatMap(ReplyEnd::finishReason).map(FinishReason::wireName),
        reply.end().flatMap(ReplyEnd::usage).map(UsageJson::of),
        reply.end().flatMap(ReplyEnd::error).map(ErrorJson::of),
        reply.createdAt());
  }
}
