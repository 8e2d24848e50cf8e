package io.chatframe.adapter.web.page;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** The headers that make browsers restrict the pages. */
final class PageHeaders {
  private static final String COMMON =
      "default-src 'none'; script-src 'self' 'nonce-%1$s'; style-src 'self' 'nonce-%1$s';"
          + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; require-trusted-types-for 'script'";

  private PageHeaders() {}

  /** For the chat page: only its assistant's sites and this server may frame it. */
  static void chat(HttpServletResponse response, String nonce, List<String> origins) {
    String ancestors = origins.isEmpty() ? "" : " " + String.join(" ", origins);
    response.setHeader(
        "Content-Security-Policy",
        COMMON.formatted(nonce)
            + "; trusted-types lit-html proof-worker; worker-src 'self'; frame-ancestors 'self'"
            + ancestors);
    // The first filter denies framing in every response; here the policy above decides.
    response.setHeader("X-Frame-Options", null);
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Permissions-Policy", permissions("clipboard-write=(self)"));
  }

  /**
   * For pages of this server that show what sites do: they may frame the chat of this server and
   * nothing else.
   */
  static void host(HttpServletResponse response, String nonce) {
    response.setHeader(
        "Content-Security-Policy",
        COMMON.formatted(nonce)
            + "; trusted-types 'none'; frame-src 'self'; frame-ancestors 'none'");
    response.setHeader("Permissions-Policy", permissions("clipboard-write=(self)"));
  }

  /** For the page that stands for a site in the playground, which alone may frame it. */
  static void preview(HttpServletResponse response, String nonce) {
    host(response, nonce);
    response.setHeader(
        "Content-Security-Policy",
        COMMON.formatted(nonce)
            + "; trusted-types 'none'; frame-src 'self'; frame-ancestors 'self'");
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
  }

  /** For a picture, which may be SVG: opened on its own it runs and fetches nothing. */
  static void picture(HttpServletResponse response) {
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
  }

  private static String permissions(String used) {
    return "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(),"
        + " encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(),"
        + " identity-credentials-get=(), idle-detection=(), magnetometer=(), microphone=(),"
        + " midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(),"
        + " screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=(),"
        + " clipboard-read=(), "
        + used;
  }
}
