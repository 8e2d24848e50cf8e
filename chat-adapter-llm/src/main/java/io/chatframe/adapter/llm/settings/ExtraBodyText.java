package io.chatframe.adapter.llm.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Requires {@code extra-body} to be text. A YAML mapping would be ignored silently, and could not
 * be used anyway, because Spring changes names such as {@code top_p}.
 */
public final class ExtraBodyText {
  private ExtraBodyText() {}

  /**
   * Checks every setting that may hold one.
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
