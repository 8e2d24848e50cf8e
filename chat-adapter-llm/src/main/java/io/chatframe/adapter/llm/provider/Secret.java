package io.chatframe.adapter.llm.provider;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What authenticates a request. A provider may quote it in the identifiers of a refusal, so a word
 * that is part of it is never shown.
 *
 * @param values the key, and the values of headers that replace it
 */
public record Secret(List<String> values) {
  public static final Secret NONE = new Secret(List.of());

  /** The length from which on a part of a secret is revealing. */
  private static final int TELLING = 6;

  private static final Pattern CARRIER =
      Pattern.compile("auth|key|token|secret|password|credential", Pattern.CASE_INSENSITIVE);

  public Secret {
    values = values.stream().filter(value -> !value.isBlank()).toList();
  }

  /** Whether a header of that name carries a secret. */
  static boolean isCarriedBy(String header) {
    return CARRIER.matcher(header).find();
  }

  /** The secret in a header's value, without a scheme such as {@code Bearer}. */
  static String of(String header) {
    return header.substring(header.lastIndexOf(' ') + 1);
  }

  /** Whether a word contains a secret, or is a revealing part of one. */
  public boolean isToldBy(String word) {
    return values.stream()
        .anyMatch(
            value -> word.contains(value) || (word.length() >= TELLING && value.contains(word)));
  }

  /** Without the values: what is printed finds its way into logs. */
  @Override
  public String toString() {
    return "Secret[" + values.size() + "]";
  }
}
