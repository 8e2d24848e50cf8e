package io.chatframe.faults.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chatframe.faults.process.HttpCall;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One event of a reply's stream. */
public record StreamEvent(String cursor, String kind, JsonNode data) {
  /**
   * Reads the next event; skips comments.
   *
   * @return empty at the proper end of the body
   * @throws IOException if the stream was cut or silent for too long
   */
  public static Optional<StreamEvent> read(InputStream body) throws IOException {
    String cursor = "";
    String kind = "message";
    var data = new StringBuilder();
    for (Optional<String> line = line(body); line.isPresent(); line = line(body)) {
      String text = line.get();
      if (text.isEmpty() && data.length() > 0) {
        return Optional.of(new StreamEvent(cursor, kind, HttpCall.JSON.readTree(data.toString())));
      }
      if (text.startsWith("id:")) {
        cursor = text.substring(3).strip();
      } else if (text.startsWith("event:")) {
        kind = text.substring(6).strip();
      } else if (text.startsWith("data:")) {
        data.append(text.substring(5));
      }
    }
    if (data.length() > 0) {
      throw new EOFException("cut in an event");
    }
    return Optional.empty();
  }

  private static Optional<String> line(InputStream body) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = body.read(); next != '\n'; next = body.read()) {
      if (next < 0) {
        if (line.size() > 0) {
          throw new EOFException("cut in a line");
        }
        return Optional.empty();
      }
      line.write(next);
    }
    return Optional.of(line.toString(UTF_8));
  }
}
