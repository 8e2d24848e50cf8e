package io.chatframe.domain.port.llm;

import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What a provider calls its refusal, in its own identifiers and never in its prose: it may quote
 * prompts and keys there. Each is empty when the provider names none.
 *
 * @param type the kind of error, as {@code invalid_request_error}
 * @param code the error itself, as {@code unsupported_parameter}
 * @param param the part of the request that is refused, as {@code temperature}
 */
public record ProviderError(String type, String code, String param) {
  // Without hyphens, which keys and ids have and names of errors have not.
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_.\\[\\]]{0,48}");

  /** A refusal without any identifier. */
  public static final ProviderError NONE = new ProviderError("", "", "");

  public ProviderError {
    if (!isIdentifier(type) || !isIdentifier(code) || !isIdentifier(param)) {
      throw new IllegalArgumentException("A provider's error is told in short identifiers");
    }
  }

  /** Whether a word may be shown; what is empty may. */
  public static boolean isIdentifier(String word) {
    return IDENTIFIER.matcher(word).matches();
  }

  /** As {@code type=invalid_request_error code=unsupported_value param=temperature}. */
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
