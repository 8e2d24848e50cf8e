package io.chatframe.domain.assistant;

import java.util.Base64;

/**
 * The picture that stands for an assistant.
 *
 * @param type its media type, as {@code image/png}
 * @param base64 its content
 */
public record Logo(String type, String base64) {
  public static Logo of(String type, byte[] content) {
    return new Logo(type, Base64.getEncoder().encodeToString(content));
  }

  /** A copy of the content. */
  public byte[] content() {
    return Base64.getDecoder().decode(base64);
  }
}
