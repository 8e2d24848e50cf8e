package io.chatframe.adapter.web.json;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import java.util.Optional;

/** How a reply ended, on the wire; all fields are absent while it is generating. */
public record EndJson(
    Optional<String> finishReason, Optional<UsageJson> usage, Optional<ErrorJson> error) {
  public static EndJson of(Reply reply) {
    Optional<ReplyEnd> end = reply.end();
    return new EndJson(
        end.flatMap(ReplyEnd::finishReason).map(FinishReason::wireName),
        end.flatMap(ReplyEnd::usage).map(UsageJson::of),
        end.flatMap(ReplyEnd::error).map(ErrorJson::of));
  }
}
