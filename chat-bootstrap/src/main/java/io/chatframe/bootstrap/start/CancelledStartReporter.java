package io.chatframe.bootstrap.start;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps quiet about a start that failed because it was told to stop: whoever pressed Ctrl-C knows.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CancelledStartReporter implements SpringBootExceptionReporter {
  @Override
  public boolean reportException(Throwable failure) {
    return CancelledStart.jvmEnds();
  }
}
