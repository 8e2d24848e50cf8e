package io.chatframe.benchmark.server;

import java.nio.charset.StandardCharsets;

/** Writes HTTP/1.1 requests. */
final class Requests {
  private Requests() {}

  /**
   * @param headers further lines, each with its line end
   */
  static byte[] post(String path, String headers, String json) {
    return ascii(
        """
        POST %s HTTP/1.1
        Host: localhost
        %sContent-Type: application/json
        Content-Length: %d

        """
            .formatted(path, headers, json.length()),
        json);
  }

  /**
   * @param headers further lines, each with its line end
   */
  static byte[] get(String path, String headers) {
    return ascii(
        """
        GET %s HTTP/1.1
        Host: localhost
        %s
        """
            .formatted(path, headers),
        "");
  }

  private static byte[] ascii(String head, String body) {
    return (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII);
  }
}
