package io.chatframe.adapter.persistence;

import java.io.Serial;

/**
 * The server cannot start for the database's sake; the message tells its operator why, the advice
 * what to do.
 */
final class DatabaseStartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String advice;

  DatabaseStartException(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  DatabaseStartException(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  String advice() {
    return advice;
  }
}
