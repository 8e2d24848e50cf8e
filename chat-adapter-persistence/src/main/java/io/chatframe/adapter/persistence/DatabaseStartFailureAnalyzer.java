package io.chatframe.adapter.persistence;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refused start as two sentences instead of a stack trace. */
final class DatabaseStartFailureAnalyzer extends AbstractFailureAnalyzer<DatabaseStartException> {
  DatabaseStartFailureAnalyzer() {}

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DatabaseStartException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.advice(), cause);
  }
}
