package io.chatframe.adapter.web.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.chatframe.domain.Reply;
import java.time.Instant;

/**
 * A reply on the wire.
 *
 * @param message the visitor's message that it answers
 */
public record ReplyJson(
    String id,
    String dialog,
    String message,
    String status,
    String cursor,
    String reasoning,
    String text,
    @JsonUnwrapped EndJson end,
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
        EndJson.of(reply),
        reply.createdAt());
  }
}
