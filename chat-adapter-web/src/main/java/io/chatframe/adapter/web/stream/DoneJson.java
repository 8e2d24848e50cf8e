package io.chatframe.adapter.web.stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.chatframe.adapter.web.json.EndJson;
import io.chatframe.application.reply.FollowEvent;
import java.util.Optional;

/** The last event of a reply. */
record DoneJson(String status, @JsonUnwrapped EndJson end, Optional<Boolean> deleted) {
  static DoneJson of(FollowEvent.Done done) {
    return new DoneJson(
        done.reply().status().wireName(),
        EndJson.of(done.reply()),
        done.deleted() ? Optional.of(true) : Optional.empty());
  }
}
