package io.chatframe.domain.assistant;

/** A text has no usable public key. The message says why and contains nothing of the text. */
public final class InvalidHostKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidHostKeyException(String message) {
    super(message);
  }
}
