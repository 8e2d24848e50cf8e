package io.chatframe.adapter.web.client;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;

/** Recognises the origin of this server's own pages. */
public final class OwnOrigin {
  private OwnOrigin() {}

  /**
   * Compares hosts and ports. The scheme cannot be compared: behind a proxy that terminates TLS the
   * request arrives over HTTP, so an absent port means the default port of the origin's scheme.
   *
   * @param origin the origin of a page
   * @param request a request to this server, under the name that the page would have
   */
  public static boolean is(String origin, HttpServletRequest request) {
    String host = request.getHeader("Host");
    try {
      URI page = new URI(origin);
      URI here = new URI("http://" + host);
      if (host == null || page.getHost() == null || here.getHost() == null) {
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
