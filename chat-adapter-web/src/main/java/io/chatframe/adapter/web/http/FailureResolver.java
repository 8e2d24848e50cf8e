package io.chatframe.adapter.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers every failure of a handler by its problem, and logs those that are defects: where, but no
 * text.
 */
final class FailureResolver implements HandlerExceptionResolver {
  private static final Logger log = LoggerFactory.getLogger(FailureResolver.class);
  private static final int FRAMES = 30;

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (failure instanceof IOException) {
      // The client left; nobody is there to be told.
      return new ModelAndView();
    }
    Problem problem = Problems.of(failure).orElseGet(() -> defect(request, failure));
    try {
      if (!response.isCommitted()) {
        ProblemWriter.write(response, problem);
      }
    } catch (IOException e) {
      log.debug("A client left before it was told: {}", problem.kind().code());
    }
    return new ModelAndView();
  }

  private static Problem defect(HttpServletRequest request, Exception failure) {
    // Messages of exceptions may hold what a visitor wrote; classes and places do not.
    log.error("A {} request failed by {}", request.getMethod(), trace(failure));
    return Problems.internal();
  }

  private static String trace(Throwable failure) {
    String frames =
        Arrays.stream(failure.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n\tat " + frame)
            .collect(Collectors.joining());
    Throwable cause = failure.getCause();
    return failure.getClass().getName()
        + frames
        + (cause == null ? "" : "\nCaused by " + trace(cause));
  }
}
