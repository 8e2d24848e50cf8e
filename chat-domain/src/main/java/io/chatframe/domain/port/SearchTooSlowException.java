package io.chatframe.domain.port;

/** A search exceeded its time limit; the database is otherwise healthy. */
public final class SearchTooSlowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SearchTooSlowException(Throwable cause) {
    super("The search took too long", cause);
  }
}
