package io.chatframe.domain.port.llm;

import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A provider's identifiers for a refusal, never its message, which may quote prompts and keys. Each
 * is empty if the provider names none.
 *
 * @param type the kind of error, such as {@code invalid_request_error}
 * @param code the error itself, such as {@code unsupported_parameter}
 * @param param the refused part of the request, such as {@code temperature}
 */
public record ProviderError(String type, String code, String param) {
  // No hyphens: keys and ids contain them, names of errors do not.
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_.\\[\\]]{0,48}");

  /** A refusal without any identifier. */
  public static final ProviderError NONE = new ProviderError("", "", "");

  public ProviderError {
    if (!isIdentifier(type) || !isIdentifier(code) || !isIdentifier(param)) {
      throw new IllegalArgumentException("A provider's error consists of short identifiers");
    }
  }

  /** Whether a word may be shown; an empty one may. */
  public static boolean isIdentifier(String word) {
    return IDENTIFIER.matcher(word).matches();
  }

  /** For example {@code type=invalid_request_error code=unsupported_value param=temperature}. */
  @Override
  public String toString() {
    var words = new StringJoiner(" ");
    add(words, "type", type);
    add(words, "code", code);
    add(words, "param", param);
    return words.toString();
  }

  private static void add(StringJoiner words, String name, String word) {
    if (!word.isEmpty()) {
      words.add(name + "=" + word);
    }
  }
}
