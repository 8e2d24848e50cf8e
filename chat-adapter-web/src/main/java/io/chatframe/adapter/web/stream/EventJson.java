package io.chatframe.adapter.web.stream;

import io.chatframe.application.reply.FollowEvent;
import io.chatframe.domain.Reply;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The name and the data of each event, shared by all transports. Pieces of text, by far the most
 * events, are written without creating an object.
 */
public final class EventJson {
  private EventJson() {}

  /** What precedes the text of a reply. */
  public record BegunReply(String reply, String message, String dialog, String status) {
    public static BegunReply of(Reply reply) {
      return new BegunReply(
          reply.id().toString(),
          reply.question().toString(),
          reply.dialog().toString(),
          reply.status().wireName());
    }
  }

  private record Kept(int reasoning, int text) {}

  /**
   * The name of the event on the wire.
   *
   * @throws IllegalArgumentException for {@link FollowEvent.Quiet}, which is not sent
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

  /** Whether no event follows this one. */
  public static boolean isLast(FollowEvent event) {
    return switch (event) {
      case FollowEvent.Done _, FollowEvent.Reconnect _ -> true;
      case FollowEvent.Began _,
          FollowEvent.MoreReasoning _,
          FollowEvent.MoreText _,
          FollowEvent.Rewound _,
          FollowEvent.Quiet _ ->
          false;
    };
  }

  /**
   * Writes the event's data as one object; the generator must support records.
   *
   * @throws IllegalArgumentException for {@link FollowEvent.Quiet}, which is not sent
   */
  public static void write(JsonGenerator json, FollowEvent event) {
    switch (event) {
      case FollowEvent.Began(Reply reply, _) -> json.writePOJO(BegunReply.of(reply));
      case FollowEvent.MoreReasoning(String piece, _) -> writePiece(json, piece);
      case FollowEvent.MoreText(String piece, _) -> writePiece(json, piece);
      case FollowEvent.Rewound(int reasoning, int text, _) ->
          json.writePOJO(new Kept(reasoning, text));
      case FollowEvent.Done done -> json.writePOJO(DoneJson.of(done));
      case FollowEvent.Reconnect _ -> json.writePOJO(Map.of());
      case FollowEvent.Quiet _ -> throw new IllegalArgumentException("silence has no data");
    }
  }

  private static void writePiece(JsonGenerator json, String piece) {
    json.writeStartObject();
    json.writeStringProperty("t", piece);
    json.writeEndObject();
  }
}
