package io.chatframe.bootstrap.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request as it goes over the wire, correctly framed whatever else is wrong with it.
 *
 * @param headers lines
 */
record FuzzRequest(String method, String target, List<String> headers, String body) {
  byte[] bytes() {
    byte[] content = encoded(body);
    var request = new ByteArrayOutputStream();
    String head =
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + String.join("", headers.stream().map(line -> line + "\r\n").toList())
            + (content.length > 0 || method.equals("POST")
                ? "Content-Length: " + content.length + "\r\n"
                : "")
            + "\r\n";
    request.writeBytes(encoded(head));
    request.writeBytes(content);
    return request.toByteArray();
  }

  /** UTF-8, apart from the characters that stand for single bytes. */
  private static byte[] encoded(String text) {
    var bytes = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(point -> {
          if (point >= 0xF700 && point <= 0xF7FF) {
            bytes.write(point & 0xFF);
          } else {
            bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
          }
        });
    return bytes.toByteArray();
  }

  /** Short enough for a message. */
  @Override
  public String toString() {
    String all = method + " " + target + " " + headers + " " + body;
    return all.length() > 600 ? all.substring(0, 600) + "…" : all;
  }
}
