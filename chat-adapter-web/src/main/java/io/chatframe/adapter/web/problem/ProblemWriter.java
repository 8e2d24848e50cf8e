package io.chatframe.adapter.web.problem;

import io.chatframe.adapter.web.json.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/** Writes problems, with the headers every answer of the API has. */
public final class ProblemWriter {
  private static final String MEDIA_TYPE = "application/problem+json";

  private ProblemWriter() {}

  /** Tells a status that the container chose; the methods it allows are kept. */
  public static void writeStatus(HttpServletResponse response, int status) throws IOException {
    String allowed = response.getHeader("Allow");
    Problem problem = Problems.ofStatus(status);
    write(response, allowed == null ? problem : problem.withHeader("Allow", allowed));
  }

  /** Replaces what was prepared; the response must not be committed. */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    byte[] body = bytes(problem);
    response.reset();
    SecurityHeaders.apply(response);
    response.setStatus(problem.kind().status());
    problem.headers().forEach(response::setHeader);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private static byte[] bytes(Problem problem) {
    var buffer = new ByteArrayOutputStream();
    try (JsonGenerator json = WireJson.mapper().createGenerator(buffer)) {
      json.writeStartObject();
      members(json, problem);
      json.writeEndObject();
    }
    return buffer.toByteArray();
  }

  /** The members of a problem, into an object that was begun. */
  public static void members(JsonGenerator json, Problem problem) {
    ProblemKind kind = problem.kind();
    json.writeStringProperty("type", "urn:chatframe:problem:" + kind.code());
    json.writeStringProperty("title", kind.title());
    json.writeNumberProperty("status", kind.status());
    json.writeStringProperty("detail", problem.detail());
    json.writeStringProperty("code", kind.code());
    problem
        .members()
        .forEach((name, value) -> {
          json.writeName(name);
          json.writePOJO(value);
        });
  }
}
