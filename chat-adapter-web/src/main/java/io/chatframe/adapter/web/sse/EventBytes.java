package io.chatframe.adapter.web.sse;

import io.chatframe.application.FollowEvent;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;

/**
 * Events as bytes of an event stream, one after the other in one buffer. JSON has neither CR nor LF
 * outside of escapes, so a text can never end its line. For one thread.
 */
final class EventBytes {
  private static final int USUAL_BYTES = 512;
  private static final ObjectWriter WRITER = WireJson.mapper().writer();

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(USUAL_BYTES);

  /** An event and the cursor after it. */
  byte[] event(FollowEvent event, Cursor cursor) {
    buffer.reset();
    switch (event) {
      case FollowEvent.Began began -> began(began, cursor);
      case FollowEvent.Reasoning reasoning -> piece("reasoning", cursor, reasoning.piece());
      case FollowEvent.Text text -> piece("text", cursor, text.piece());
      case FollowEvent.Rewound rewound -> rewound(rewound, cursor);
      case FollowEvent.Done done -> {
        head("done", cursor);
        WRITER.writeValue(buffer, DoneJson.of(done));
      }
      case FollowEvent.Reconnect _ -> {
        head("reconnect", cursor);
        ascii("{}");
      }
      case FollowEvent.Quiet _ -> ascii(":");
    }
    ascii("\n\n");
    return buffer.toByteArray();
  }

  private void began(FollowEvent.Began began, Cursor cursor) {
    Reply reply = began.reply();
    head("reply", cursor);
    try (JsonGenerator json = WRITER.createGenerator(buffer)) {
      json.writeStartObject();
      json.writeStringProperty("reply", reply.id().toString());
      json.writeStringProperty("message", reply.question().toString());
      json.writeStringProperty("dialog", reply.dialog().toString());
      json.writeStringProperty("status", reply.status().wireName());
      json.writeEndObject();
    }
  }

  private void piece(String name, Cursor cursor, String piece) {
    head(name, cursor);
    try (JsonGenerator json = WRITER.createGenerator(buffer)) {
      json.writeStartObject();
      json.writeStringProperty("t", piece);
      json.writeEndObject();
    }
  }

  private void rewound(FollowEvent.Rewound rewound, Cursor cursor) {
    head("rewind", cursor);
    try (JsonGenerator json = WRITER.createGenerator(buffer)) {
      json.writeStartObject();
      json.writeNumberProperty("reasoning", rewound.reasoning());
      json.writeNumberProperty("text", rewound.text());
      json.writeEndObject();
    }
  }

  private void head(String name, Cursor cursor) {
    ascii("id: " + cursor + "\nevent: " + name + "\ndata: ");
  }

  private void ascii(String text) {
    buffer.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
