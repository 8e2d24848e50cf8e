package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.problem.DefectLog;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.problem.ProblemWriter;
import io.chatframe.adapter.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers each failure of a handler with its problem, and logs bugs: their stack trace, but no
 * message.
 */
final class FailureResolver implements HandlerExceptionResolver {
  /** The request's attribute for the kind of problem it was answered with. */
  static final String KIND = ProblemKind.class.getName();

  private static final Logger log = LoggerFactory.getLogger(FailureResolver.class);

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (failure instanceof IOException) {
      // The client has left; nobody reads a response.
      return new ModelAndView();
    }
    Problem problem = Problems.of(failure).orElseGet(() -> defect(request, failure));
    request.setAttribute(KIND, problem.kind());
    try {
      if (!response.isCommitted()) {
        ProblemWriter.write(response, problem);
      }
    } catch (IOException e) {
      log.debug("A client left before its answer: {}", problem.kind().code());
    }
    return new ModelAndView();
  }

  private static Problem defect(HttpServletRequest request, Exception failure) {
    DefectLog.report("A " + request.getMethod() + " request", failure);
    return Problems.internal();
  }
}
