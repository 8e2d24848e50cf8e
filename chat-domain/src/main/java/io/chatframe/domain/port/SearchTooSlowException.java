package io.chatframe.domain.port;

/** A search took longer than one call may take; nothing else is the matter with the database. */
public final class SearchTooSlowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SearchTooSlowException(Throwable cause) {
    super("The search took too long", cause);
  }
}
