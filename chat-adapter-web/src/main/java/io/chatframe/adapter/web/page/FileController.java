package io.chatframe.adapter.web.page;

import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The static files: our own are asked for anew each time, a library's address names its version and
 * lasts.
 */
@Controller
final class FileController {
  private static final String ASK_AGAIN = "no-cache";
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final StaticFiles files;

  FileController(StaticFiles files) {
    this.files = files;
  }

  @GetMapping("/assets/**")
  void asset(HttpServletRequest request, HttpServletResponse response) throws IOException {
    send(request, response, ASK_AGAIN);
  }

  @GetMapping("/webjars/**")
  void library(HttpServletRequest request, HttpServletResponse response) throws IOException {
    send(request, response, FOREVER);
  }

  /** The one script that other sites load. */
  @GetMapping("/embed.js")
  void loader(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    send(request, response, ASK_AGAIN);
  }

  /** Browsers ask for it unasked; the pages name their own icon. */
  @GetMapping("/favicon.ico")
  void icon(HttpServletResponse response) {
    response.setHeader("Cache-Control", "public, max-age=86400");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private void send(HttpServletRequest request, HttpServletResponse response, String caching)
      throws IOException {
    StaticFile file =
        files
            .find(request.getRequestURI())
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("file")));
    boolean compressed = file.compresses() && takesGzip(request);
    String tag = '"' + file.tag() + (compressed ? "-gz" : "") + '"';
    response.setHeader("Cache-Control", caching);
    response.setHeader("ETag", tag);
    response.setHeader("Vary", "Accept-Encoding");
    if (isKnown(request, tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    if (compressed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    byte[] body = file.bytes(compressed);
    response.setContentType(file.type());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static boolean isKnown(HttpServletRequest request, String tag) {
    return Collections.list(request.getHeaders("If-None-Match")).stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(known -> known.strip().replaceFirst("^W/", ""))
        .anyMatch(known -> known.equals(tag) || known.equals("*"));
  }

  private static boolean takesGzip(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept-Encoding")).stream()
        .flatMap(header -> Arrays.stream(header.toLowerCase(Locale.ROOT).split(",")))
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(coding -> coding.matches("gzip(?:;q=(?!0(?:\\.0*)?$).*)?"));
  }
}
