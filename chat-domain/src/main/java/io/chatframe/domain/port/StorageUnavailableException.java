package io.chatframe.domain.port;

/** The database could not answer in time. What was asked may be asked again. */
public final class StorageUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
