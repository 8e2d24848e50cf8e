package io.chatframe.domain.port;

/** A page cursor was not issued by the list that it was passed to. */
public final class InvalidPageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidPageException() {
    super("The page cursor was not issued by this list");
  }
}
