package io.chatframe.adapter.web.problem;

/** A token or key is absent or invalid. The message says why and never contains any of it. */
public final class UnauthorizedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnauthorizedException(String message) {
    super(message);
  }
}
