package io.chatframe.adapter.web.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;

/** Writes pages. */
final class HtmlPage {
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private HtmlPage() {}

  /** What allows the scripts of one response. */
  static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static void write(HttpServletResponse response, int status, byte[] html) throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(html.length);
    response.getOutputStream().write(html);
  }
}
