package io.chatframe.adapter.web.problem;

/**
 * A token or key is absent or cannot be trusted. The message says why and never holds any of it.
 */
public final class UnauthorizedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnauthorizedException(String message) {
    super(message);
  }
}
