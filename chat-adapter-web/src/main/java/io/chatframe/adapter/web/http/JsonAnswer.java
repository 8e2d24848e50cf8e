package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.json.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes JSON directly to the response: the framework's converters would log it at trace level. */
public final class JsonAnswer {
  private JsonAnswer() {}

  /** Writes a value with status 200. */
  public static void ok(HttpServletResponse response, Object value) throws IOException {
    write(response, HttpServletResponse.SC_OK, value);
  }

  /** Writes a value with a status. */
  public static void write(HttpServletResponse response, int status, Object value)
      throws IOException {
    byte[] body = WireJson.mapper().writeValueAsBytes(value);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
