package io.chatframe.adapter.llm;

import java.util.Locale;

/** Where providers of the one protocol differ in what a request may say. */
enum Dialect {
  /** Takes {@code thinking}, the switch of its reasoning. */
  DEEPSEEK,
  /** Refuses {@code max_tokens} in favour of {@code max_completion_tokens}. */
  OPENAI,
  /** Only what all of them take. */
  COMPATIBLE;

  static Dialect of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("deepseek.com") || name.endsWith(".deepseek.com")) {
      return DEEPSEEK;
    }
    return name.equals("api.openai.com") ? OPENAI : COMPATIBLE;
  }
}
