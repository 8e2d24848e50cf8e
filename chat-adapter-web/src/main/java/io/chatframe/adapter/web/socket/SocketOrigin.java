package io.chatframe.adapter.web.socket;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;

/**
 * Whether a handshake may be accepted: it comes from no page at all, or from a page of the very
 * origin it is addressed to. Browsers hold a page to its own origin in calls over HTTP, because we
 * send no CORS headers; they do not in handshakes, so this is checked here. It does not protect the
 * token, which no browser adds by itself.
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
   * Compares names and ports. The scheme cannot be compared: behind a proxy that ends TLS the
   * request itself came by HTTP, so a port that is not named is the usual one of the origin.
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
