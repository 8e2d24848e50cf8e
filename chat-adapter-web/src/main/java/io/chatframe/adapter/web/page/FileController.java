package io.chatframe.adapter.web.page;

import io.chatframe.adapter.web.client.RequestPath;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Serves the static files. An asset's name changes with its content, so browsers cache it forever;
 * the loader's name never changes, so they revalidate it each time.
 */
@Controller
final class FileController {
  private static final List<String> CODINGS = List.of("br", "gzip");

  private final StaticFiles files;

  FileController(StaticFiles files) {
    this.files = files;
  }

  @GetMapping("/assets/**")
  void asset(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // Modules are asked for with an origin: by other sites' pages, and by frames without one.
    response.setHeader("Access-Control-Allow-Origin", "*");
    // The chat page requires it of the script that becomes its worker.
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    send(request, response, "public, max-age=31536000, immutable");
  }

  /** Serves the script that other sites load. */
  @GetMapping("/embed.js")
  void loader(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    send(request, response, "no-cache");
  }

  /** Browsers request this by default; the pages declare their own icon. */
  @GetMapping("/favicon.ico")
  void icon(HttpServletResponse response) {
    response.setHeader("Cache-Control", "public, max-age=86400");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private void send(HttpServletRequest request, HttpServletResponse response, String caching)
      throws IOException {
    StaticFile file =
        files
            .find(RequestPath.of(request))
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("file")));
    String coding =
        CODINGS.stream()
            .filter(each -> file.forms().containsKey(each) && takes(request, each))
            .findFirst()
            .orElse(StaticFile.PLAIN);
    response.setHeader("Cache-Control", caching);
    response.setHeader("Vary", "Accept-Encoding");
    if (new ServletWebRequest(request, response).checkNotModified(file.tag() + "-" + coding)) {
      return;
    }
    if (!coding.equals(StaticFile.PLAIN)) {
      response.setHeader("Content-Encoding", coding);
    }
    byte[] body = Objects.requireNonNull(file.forms().get(coding));
    response.setContentType(file.type());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static boolean takes(HttpServletRequest request, String coding) {
    return Collections.list(request.getHeaders("Accept-Encoding")).stream()
        .flatMap(header -> Arrays.stream(header.toLowerCase(Locale.ROOT).split(",")))
        .map(each -> each.replace(" ", ""))
        .anyMatch(each -> each.matches(coding + "(?:;q=(?!0(?:\\.0*)?$).*)?"));
  }
}
