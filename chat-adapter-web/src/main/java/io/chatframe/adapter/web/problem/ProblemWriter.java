package io.chatframe.adapter.web.problem;

import io.chatframe.adapter.web.json.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problems with the headers that every response of the API has. */
public final class ProblemWriter {
  private static final String MEDIA_TYPE = "application/problem+json";

  private ProblemWriter() {}

  /** Writes the problem for a status that the container chose, keeping its "Allow" header. */
  public static void writeStatus(HttpServletResponse response, int status) throws IOException {
    String allowed = response.getHeader("Allow");
    Problem problem = Problems.ofStatus(status);
    write(response, allowed == null ? problem : problem.withHeader("Allow", allowed));
  }

  /** Replaces the response, which must not be committed. */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    byte[] body = WireJson.mapper().writeValueAsBytes(problem.document());
    response.reset();
    SecurityHeaders.apply(response);
    response.setStatus(problem.kind().status());
    problem.headers().forEach(response::setHeader);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}
