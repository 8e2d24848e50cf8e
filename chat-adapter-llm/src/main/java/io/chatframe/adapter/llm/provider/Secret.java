package io.chatframe.adapter.llm.provider;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What lets a request in. A provider may quote it in what it calls its refusal, so no word that is
 * a piece of it is ever shown.
 *
 * @param values the key, and what headers carry in its place
 */
public record Secret(List<String> values) {
  public static final Secret NONE = new Secret(List.of());

  /** The length from which a piece of it would reveal something. */
  private static final int TELLING = 6;

  private static final Pattern CARRIER =
      Pattern.compile("auth|key|token|secret|password|credential", Pattern.CASE_INSENSITIVE);

  public Secret {
    values = values.stream().filter(value -> !value.isBlank()).toList();
  }

  /** Whether a header of that name carries one. */
  static boolean isCarriedBy(String header) {
    return CARRIER.matcher(header).find();
  }

  /** What of a header's value is secret: not the word before it, as {@code Bearer}. */
  static String of(String header) {
    return header.substring(header.lastIndexOf(' ') + 1);
  }

  /** Whether a word contains one, or is a piece of one. */
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
