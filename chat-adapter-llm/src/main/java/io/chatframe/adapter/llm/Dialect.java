package io.chatframe.adapter.llm;

import java.util.Locale;

/** Where providers of chat completions differ in what a request may say. */
enum Dialect {
  /** Takes {@code thinking}, the switch of its reasoning. */
  DEEPSEEK,
  /** Refuses {@code max_tokens} in favour of {@code max_completion_tokens}. */
  OPENAI,
  /** Only what all of them take. */
  COMPATIBLE;

  /**
   * The differences one by one.
   *
   * @param thinking takes {@code thinking: {type}}
   * @param maxCompletionTokens wants {@code max_completion_tokens} for {@code max_tokens}
   * @param streamOptions takes {@code stream_options}, and tells what was used only then
   * @param user takes an opaque name of the visitor
   */
  record Switches(
      boolean thinking, boolean maxCompletionTokens, boolean streamOptions, boolean user) {}

  Switches switches() {
    return switch (this) {
      case DEEPSEEK -> new Switches(true, false, true, true);
      case OPENAI -> new Switches(false, true, true, true);
      case COMPATIBLE -> new Switches(false, false, true, false);
    };
  }

  static Dialect of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("deepseek.com") || name.endsWith(".deepseek.com")) {
      return DEEPSEEK;
    }
    return name.equals("api.openai.com") ? OPENAI : COMPATIBLE;
  }
}
