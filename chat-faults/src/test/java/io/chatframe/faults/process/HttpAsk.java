package io.chatframe.faults.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request to be sent. */
public record HttpAsk(
    String method, String path, Map<String, String> headers, Optional<String> body) {
  public static HttpAsk get(String path) {
    return new HttpAsk("GET", path, Map.of(), Optional.empty());
  }

  public static HttpAsk delete(String path) {
    return new HttpAsk("DELETE", path, Map.of(), Optional.empty());
  }

  public static HttpAsk post(String path, String json) {
    return new HttpAsk("POST", path, Map.of("Content-Type", "application/json"), Optional.of(json));
  }

  public HttpAsk with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new HttpAsk(method, path, more, body);
  }
}
