package io.chatframe.domain.port;

/** The database did not answer in time. The call may be repeated. */
public sealed class StorageUnavailableException extends RuntimeException
    permits StorageFullException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
