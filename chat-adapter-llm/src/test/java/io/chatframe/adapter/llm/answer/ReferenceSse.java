package io.chatframe.adapter.llm.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chatframe.adapter.llm.answer.SseReader.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * The standard's grammar and algorithm on a whole text, as simple as possible; the last event needs
 * no end. Does not support JSON outside events.
 */
final class ReferenceSse {
  private ReferenceSse() {}

  static List<Signal> read(byte[] stream) {
    String text = new String(stream, UTF_8);
    String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String[] lines = marked.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    List<Signal> signals = new ArrayList<>();
    String name = "";
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.isEmpty()) {
        if (i == lines.length - 1) {
          // Nothing follows the last line end.
          break;
        }
        if (!data.isEmpty()) {
          data.setLength(data.length() - 1);
          signals.add(new Signal.Event(name.isEmpty() ? "message" : name, data.toString()));
        }
        name = "";
        data.setLength(0);
      } else if (line.startsWith(":")) {
        signals.add(new Signal.Comment());
      } else {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        name = field.equals("event") ? value : name;
        data.append(field.equals("data") ? value + "\n" : "");
      }
    }
    if (!data.isEmpty()) {
      data.setLength(data.length() - 1);
      signals.add(new Signal.Event(name.isEmpty() ? "message" : name, data.toString()));
    }
    return signals;
  }
}
