package io.chatframe.domain.port;

/** The database answers but has no free space. */
public final class StorageFullException extends StorageUnavailableException {
  private static final long serialVersionUID = 1L;

  public StorageFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
