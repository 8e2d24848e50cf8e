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
 * Tells what the container refuses before any filter sees it, as all else: by a problem, never by
 * HTML. So it does for refusals of the framework that are a status and nothing more.
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
      log.debug("A client left before it was told: {}", status);
    } catch (RuntimeException e) {
      // The connection is in whatever state the container refused it in; there is nothing more to
      // say on it.
      ExceptionUtils.handleThrowable(e);
      log.debug("A refusal could not be told: {}", e.getClass().getName());
    }
  }
}
