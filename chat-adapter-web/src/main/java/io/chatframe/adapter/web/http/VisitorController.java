package io.chatframe.adapter.web.http;

import io.chatframe.application.EraseVisitor;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Erases visitors. */
@RestController
final class VisitorController {
  private static final String PROGRESS = "/api/v1/visitor/erasure";

  private final EraseVisitor erase;

  VisitorController(EraseVisitor erase) {
    this.erase = erase;
  }

  /** Returns 202 while rows remain to be deleted, although they are already inaccessible. */
  @DeleteMapping("/api/v1/visitor")
  void erase(Visitor visitor, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Erasure erasure = erase.erase(visitor);
    if (erasure == Erasure.RUNNING) {
      response.setHeader("Location", request.getContextPath() + PROGRESS);
      JsonAnswer.write(response, HttpServletResponse.SC_ACCEPTED, progress(erasure));
    } else {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }

  @GetMapping(path = PROGRESS, produces = MediaType.APPLICATION_JSON_VALUE)
  void progress(Visitor visitor, HttpServletResponse response) throws IOException {
    JsonAnswer.ok(response, progress(erase.progress(visitor)));
  }

  private static Map<String, String> progress(Erasure erasure) {
    return Map.of("status", erasure.wireName());
  }
}
