package io.chatframe.domain.port;

/** The database could not answer in time. What was asked may be asked again. */
public sealed class StorageUnavailableException extends RuntimeException
    permits StorageFullException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
