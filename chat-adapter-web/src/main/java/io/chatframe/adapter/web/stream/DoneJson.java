package io.chatframe.adapter.web.stream;

import io.chatframe.adapter.web.json.ErrorJson;
import io.chatframe.adapter.web.json.UsageJson;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyEnd;
import java.util.Optional;

/** The last event of a reply. */
record DoneJson(
    String status,
    Optional<String> finishReason,
    Optional<UsageJson> usage,
    Optional<ErrorJson> error,
    Optional<Boolean> deleted) {
  static DoneJson of(FollowEvent.Done done) {
    Optional<ReplyEnd> end = done.reply().end();
    return new DoneJson(
        done.reply().status().wireName(),
        end.flatMap(ReplyEnd::finishReason).map(FinishReason::wireName),
        end.flatMap(ReplyEnd::usage).map(UsageJson::of),
        end.flatMap(ReplyEnd::error).map(ErrorJson::of),
        done.deleted() ? Optional.of(true) : Optional.empty());
  }
}
