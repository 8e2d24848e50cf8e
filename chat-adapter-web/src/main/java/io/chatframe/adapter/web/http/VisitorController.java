package io.chatframe.adapter.web.http;

import io.chatframe.application.EraseVisitor;
import io.chatframe.domain.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RestController;

/** The visitor herself: to be erased. */
@RestController
final class VisitorController {
  private final EraseVisitor erase;

  VisitorController(EraseVisitor erase) {
    this.erase = erase;
  }

  @DeleteMapping("/api/v1/visitor")
  void erase(Visitor visitor, HttpServletResponse response) {
    erase.erase(visitor);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
