package io.chatframe.adapter.web.socket;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;

/**
 * Checks the origin of a handshake: it must come from no page at all or from a page of this
 * server's origin. For HTTP calls browsers enforce this, because this server sends no CORS headers;
 * for handshakes they do not. The check does not protect the token, which no browser adds by
 * itself.
 */
final class SocketOrigin {
  private SocketOrigin() {}

  static boolean isOurs(HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    if (origins.isEmpty()) {
      return true;
    }
    String host = request.getHeader("Host");
    return origins.size() == 1 && host != null && isOf(origins.getFirst(), host);
  }

  /**
   * Compares hosts and ports. The scheme cannot be compared: behind a proxy that terminates TLS the
   * request arrives over HTTP, so an absent port means the default port of the origin's scheme.
   */
  private static boolean isOf(String origin, String host) {
    try {
      URI page = new URI(origin);
      URI here = new URI("http://" + host);
      if (page.getHost() == null || here.getHost() == null) {
        return false;
      }
      int usual = usualPort(page);
      int pagePort = page.getPort() < 0 ? usual : page.getPort();
      int herePort = here.getPort() < 0 ? usual : here.getPort();
      return usual > 0 && page.getHost().equalsIgnoreCase(here.getHost()) && pagePort == herePort;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int usualPort(URI page) {
    return switch (String.valueOf(page.getScheme())) {
      case "https" -> 443;
      case "http" -> 80;
      default -> 0;
    };
  }
}
