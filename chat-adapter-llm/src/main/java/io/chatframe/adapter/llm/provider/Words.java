package io.chatframe.adapter.llm.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses single values that an operator writes. */
public final class Words {
  private Words() {}

  /** Strips a value; a blank one counts as not set. */
  public static @Nullable String orNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** A port from 1 to 65535; empty if the word is not one. */
  public static OptionalInt port(String word) {
    boolean number = word.matches("[0-9]{1,5}");
    int port = number ? Integer.parseInt(word) : 0;
    return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
  }

  /**
   * Parses one of an enum's values, ignoring case.
   *
   * @throws IllegalArgumentException listing all of them
   */
  public static <E extends Enum<E>> E choice(Class<E> type, String setting, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                setting
                    + " is not known. Allowed: "
                    + Arrays.stream(type.getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                    + "."));
  }
}
