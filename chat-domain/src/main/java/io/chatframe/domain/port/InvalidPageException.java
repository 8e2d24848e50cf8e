package io.chatframe.domain.port;

/** The place where a page was to begin was not given by the list it was handed to. */
public final class InvalidPageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidPageException() {
    super("The page cursor was not given by this list");
  }
}
