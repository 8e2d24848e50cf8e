package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.json.WireJson;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.stream.EventJson;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;

/**
 * Frames for clients. An event's {@code type}, {@code cursor} and {@code data} equal the event, id
 * and data of the event stream.
 */
record FrameJson(String type, Optional<String> ref, Optional<String> reply, Object data) {
  private static final ObjectWriter WRITER = WireJson.mapper().writer();

  static String event(Optional<String> ref, ReplyId reply, Cursor cursor, FollowEvent event) {
    var text = new StringWriter();
    try (JsonGenerator json = WRITER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("type", EventJson.name(event));
      ref.ifPresent(name -> json.writeStringProperty("ref", name));
      json.writeStringProperty("reply", reply.toString());
      json.writeStringProperty("cursor", cursor.toString());
      json.writeName("data");
      EventJson.write(json, event);
      json.writeEndObject();
    }
    return text.toString();
  }

  static String authenticated(Optional<String> ref, Instant expiresAt) {
    return frame("authenticated", ref, Optional.empty(), Map.of("expiresAt", expiresAt.toString()));
  }

  static String unfollowed(Optional<String> ref, ReplyId reply) {
    return frame("unfollowed", ref, Optional.of(reply), Map.of());
  }

  /** The reply's state after a request to stop it. */
  static String stopped(Optional<String> ref, Reply reply) {
    return frame("stopped", ref, Optional.of(reply.id()), EventJson.BegunReply.of(reply));
  }

  static String problem(Optional<String> ref, Problem problem) {
    return frame("problem", ref, Optional.empty(), problem.document());
  }

  private static String frame(
      String type, Optional<String> ref, Optional<ReplyId> reply, Object data) {
    return WRITER.writeValueAsString(new FrameJson(type, ref, reply.map(ReplyId::toString), data));
  }
}
