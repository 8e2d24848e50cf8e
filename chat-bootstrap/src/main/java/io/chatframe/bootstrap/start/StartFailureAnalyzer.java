package io.chatframe.bootstrap.start;

import io.chatframe.bootstrap.assistant.BrokenAssistantException;
import io.chatframe.bootstrap.settings.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains to the operator why the server did not start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {
  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      switch (at) {
        case InvalidSettingException wrong -> {
          return new FailureAnalysis(wrong.problem(), wrong.allowed(), failure);
        }
        case BrokenAssistantException broken -> {
          return new FailureAnalysis(broken.problem(), broken.advice(), failure);
        }
        case PortInUseException taken -> {
          return new FailureAnalysis(
              "Port " + taken.getPort() + " is in use by another process.",
              "Stop that process, or set PORT (MANAGEMENT_PORT for health checks) to a free port.",
              failure);
        }
        default -> {}
      }
    }
    return null;
  }
}
