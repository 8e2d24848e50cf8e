package io.chatframe.adapter.web.problem;

/** A token or key is absent or invalid. The message says why and never contains any of it. */
public final class UnauthorizedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean expired;

  public UnauthorizedException(String message) {
    this(message, false);
  }

  private UnauthorizedException(String message, boolean expired) {
    super(message);
    this.expired = expired;
  }

  /** The refusal of what was valid once. */
  public static UnauthorizedException ofExpired(String message) {
    return new UnauthorizedException(message, true);
  }

  public boolean isExpired() {
    return expired;
  }
}
