package io.chatframe.adapter.web.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the OpenAPI document. */
@RestController
final class OpenApiController {
  private final byte[] document;

  OpenApiController() throws IOException {
    this.document = new ClassPathResource("openapi/openapi.json").getContentAsByteArray();
  }

  @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  void document(HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
