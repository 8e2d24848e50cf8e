package io.chatframe.domain.assistant;

import java.util.regex.Pattern;

/**
 * The public name of an assistant, safe in URLs and file names: lower-case letters, digits and
 * inner hyphens.
 */
public record AssistantName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException if {@link #isValid} is false
   */
  public AssistantName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "An assistant's name has 1 to 63 lower-case letters, digits and inner hyphens");
    }
  }

  /** Whether a text can be an assistant's name. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
