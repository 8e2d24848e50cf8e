package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.json.WireJson;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemWriter;
import io.chatframe.adapter.web.stream.EventJson;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;

/**
 * Frames for clients: {@code {type, ref?, reply?, cursor?, data}}. Of an event, {@code type},
 * {@code cursor} and {@code data} are the event stream's event, id and data.
 */
final class FrameJson {
  private static final ObjectWriter WRITER = WireJson.mapper().writer();

  private FrameJson() {}

  static String event(Optional<String> ref, ReplyId reply, Cursor cursor, FollowEvent event) {
    return frame(
        EventJson.name(event),
        ref,
        json -> {
          json.writeStringProperty("reply", reply.toString());
          json.writeStringProperty("cursor", cursor.toString());
          json.writeName("data");
          EventJson.write(json, event);
        });
  }

  static String authenticated(Optional<String> ref, Instant expiresAt) {
    return frame(
        "authenticated",
        ref,
        json -> {
          json.writeName("data");
          json.writeStartObject();
          json.writeStringProperty("expiresAt", expiresAt.toString());
          json.writeEndObject();
        });
  }

  static String unfollowed(Optional<String> ref, ReplyId reply) {
    return frame(
        "unfollowed",
        ref,
        json -> {
          json.writeStringProperty("reply", reply.toString());
          json.writeName("data");
          json.writeStartObject();
          json.writeEndObject();
        });
  }

  /** The reply as it stands after it was told to stop. */
  static String stopped(Optional<String> ref, Reply reply) {
    return frame(
        "stopped",
        ref,
        json -> {
          json.writeStringProperty("reply", reply.id().toString());
          json.writeName("data");
          json.writeStartObject();
          EventJson.writeReply(json, reply);
          json.writeEndObject();
        });
  }

  static String problem(Optional<String> ref, Problem problem) {
    return frame(
        "problem",
        ref,
        json -> {
          json.writeName("data");
          json.writeStartObject();
          ProblemWriter.members(json, problem);
          json.writeEndObject();
        });
  }

  private static String frame(String type, Optional<String> ref, Consumer<JsonGenerator> rest) {
    var text = new StringWriter();
    try (JsonGenerator json = WRITER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("type", type);
      ref.ifPresent(name -> json.writeStringProperty("ref", name));
      rest.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
