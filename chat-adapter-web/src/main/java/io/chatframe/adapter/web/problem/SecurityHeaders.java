package io.chatframe.adapter.web.problem;

import jakarta.servlet.http.HttpServletResponse;

/** The default headers of every response: no storing, framing, sniffing or sharing. */
public final class SecurityHeaders {
  private SecurityHeaders() {}

  public static void apply(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
  }
}
