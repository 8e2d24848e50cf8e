package io.chatframe.adapter.web.container;

import io.chatframe.adapter.web.problem.ProblemWriter;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that the container refuses before any filter, or the framework with a bare
 * status, with a problem document instead of HTML.
 */
final class ProblemValve extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0) {
      return;
    }
    try {
      ProblemWriter.writeStatus(response, status);
    } catch (IOException e) {
      log.debug("A client left before its answer: {}", status);
    } catch (RuntimeException e) {
      // The connection may be in any state, so nothing more is sent on it.
      ExceptionUtils.handleThrowable(e);
      log.debug("A refusal could not be sent: {}", e.getClass().getName());
    }
  }
}
