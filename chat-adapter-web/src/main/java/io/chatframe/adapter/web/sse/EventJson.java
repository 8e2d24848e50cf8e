package io.chatframe.adapter.web.sse;

import io.chatframe.application.reply.FollowEvent;
import io.chatframe.domain.Reply;
import tools.jackson.core.JsonGenerator;

/** The name and the data of each event; every door that streams writes these and no others. */
public final class EventJson {
  private EventJson() {}

  /**
   * The event's name on the wire.
   *
   * @throws IllegalArgumentException for {@link FollowEvent.Quiet}, which is no event
   */
  public static String name(FollowEvent event) {
    return switch (event) {
      case FollowEvent.Began _ -> "reply";
      case FollowEvent.MoreReasoning _ -> "reasoning";
      case FollowEvent.MoreText _ -> "text";
      case FollowEvent.Rewound _ -> "rewind";
      case FollowEvent.Done _ -> "done";
      case FollowEvent.Reconnect _ -> "reconnect";
      case FollowEvent.Quiet _ -> throw new IllegalArgumentException("silence has no name");
    };
  }

  /** Writes the event's data, one object; the generator must know how to write records. */
  public static void write(JsonGenerator json, FollowEvent event) {
    if (event instanceof FollowEvent.Done done) {
      json.writePOJO(DoneJson.of(done));
      return;
    }
    json.writeStartObject();
    switch (event) {
      case FollowEvent.Began began -> writeReply(json, began.reply());
      case FollowEvent.MoreReasoning reasoning -> json.writeStringProperty("t", reasoning.piece());
      case FollowEvent.MoreText text -> json.writeStringProperty("t", text.piece());
      case FollowEvent.Rewound rewound -> {
        json.writeNumberProperty("reasoning", rewound.reasoning());
        json.writeNumberProperty("text", rewound.text());
      }
      case FollowEvent.Done _, FollowEvent.Reconnect _, FollowEvent.Quiet _ -> {}
    }
    json.writeEndObject();
  }

  /** What is said of a reply before its text, into an object that was begun. */
  public static void writeReply(JsonGenerator json, Reply reply) {
    json.writeStringProperty("reply", reply.id().toString());
    json.writeStringProperty("message", reply.question().toString());
    json.writeStringProperty("dialog", reply.dialog().toString());
    json.writeStringProperty("status", reply.status().wireName());
  }
}
