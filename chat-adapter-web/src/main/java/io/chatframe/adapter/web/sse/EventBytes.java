package io.chatframe.adapter.web.sse;

import io.chatframe.adapter.web.json.WireJson;
import io.chatframe.adapter.web.stream.EventJson;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.domain.Cursor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;

/**
 * Encodes events for an event stream, reusing one buffer. JSON contains no unescaped CR or LF, so a
 * text can never end its line. For one thread.
 */
final class EventBytes {
  private static final int USUAL_BYTES = 512;
  private static final ObjectWriter WRITER = WireJson.mapper().writer();

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(USUAL_BYTES);

  /** Encodes an event and the cursor after it. */
  byte[] event(FollowEvent event, Cursor cursor) {
    buffer.reset();
    switch (event) {
      case FollowEvent.Quiet _ -> ascii(":");
      case FollowEvent.Began _,
          FollowEvent.MoreReasoning _,
          FollowEvent.MoreText _,
          FollowEvent.Rewound _,
          FollowEvent.Done _,
          FollowEvent.Reconnect _ -> {
        ascii("id: " + cursor + "\nevent: " + EventJson.name(event) + "\ndata: ");
        try (JsonGenerator json = WRITER.createGenerator(buffer)) {
          EventJson.write(json, event);
        }
      }
    }
    ascii("\n\n");
    return buffer.toByteArray();
  }

  private void ascii(String text) {
    buffer.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
