package io.chatframe.adapter.llm.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Sees to it that {@code extra-body} is text. A YAML mapping in its place would be passed over
 * without a word, and could not be taken either: Spring changes names as {@code top_p}.
 */
public final class ExtraBodyText {
  private ExtraBodyText() {}

  /**
   * Looks wherever one may stand.
   *
   * @throws IllegalArgumentException naming the setting that is a mapping
   */
  public static void require(LlmProperties properties, Binder binder) {
    require("chat.llm.extra-body", properties.extraBody(), binder);
    properties
        .providers()
        .forEach((name, set) -> {
          if (name.matches("[a-z0-9][a-z0-9-]*")) {
            require("chat.llm.providers." + name + ".extra-body", set.extraBody(), binder);
          }
        });
    properties
        .models()
        .forEach((name, model) -> {
          if (!name.contains("[") && !name.contains("]")) {
            require("chat.llm.models[" + name + "].extra-body", model.extraBody(), binder);
          }
        });
  }

  private static void require(String setting, @Nullable String text, Binder binder) {
    if (text == null
        && binder.bind(setting, Bindable.mapOf(String.class, Object.class)).isBound()) {
      throw new IllegalArgumentException(
          setting + " is a mapping. Allowed is JSON in quotes, as '{\"top_p\": 0.9}'.");
    }
  }
}
