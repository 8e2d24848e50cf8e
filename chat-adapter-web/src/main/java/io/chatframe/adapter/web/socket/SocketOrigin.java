package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.client.OwnOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * Checks the origin of a handshake: it must come from no page at all or from a page of this
 * server's origin. For HTTP calls browsers enforce this, because this server sends no CORS headers
 * with them; for handshakes they do not. The check does not protect the token, which no browser
 * adds by itself.
 */
final class SocketOrigin {
  private SocketOrigin() {}

  static boolean isOurs(HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    return origins.isEmpty() || (origins.size() == 1 && OwnOrigin.is(origins.getFirst(), request));
  }
}
