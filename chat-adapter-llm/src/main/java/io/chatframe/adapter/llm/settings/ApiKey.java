package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.Preset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks an API key by its form alone. Never reveals its value. */
final class ApiKey {
  private static final String ALLOWED =
      " Allowed is the key alone, one word of visible ASCII characters.";

  /** Placeholders of examples, optionally after the prefix of a provider's keys. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)(?:(?:sk|gsk|pk)[-_](?:(?:proj|ant|or|api\\d*|v1)[-_])*)?"
              + "(?:(?:your|insert|replace|paste|enter|put)(?:[-_].*|key.*|api.*|me|this)?"
              + "|change[-_]?(?:me|this|it)(?:[-_].*)?|my[-_]?(?:secret[-_]?)?(?:api[-_]?)?(?:key|token)"
              + "|(?:the[-_])?(?:secret[-_]?)?api[-_]?(?:key|token)(?:[-_]?here)?|key|secret|token"
              + "|(?:key|secret|token)[-_]?here|todo|tbd|fixme|redacted|x{2,}|[x*._-]{3,})?");

  /** A template that was not filled in. */
  private static final Pattern TEMPLATE =
      Pattern.compile("<.*>|\\[.*]|\\{.*}|\\$\\{?[A-Za-z_].*|%[A-Za-z_]+%|.*(?:\\.{3}|\u2026).*");

  private ApiKey() {}

  /**
   * Checks that a value can be a key at all.
   *
   * @throws IllegalArgumentException naming the setting, without its value
   */
  static void require(String setting, @Nullable String key) {
    if (key == null) {
      return;
    }
    if (key.matches("(?s)[\"'\u201C\u2018].*|.*[\"'\u201D\u2019]")) {
      throw refused(setting, "stands in quotes; they belong to the value here, leave them out");
    }
    if (TEMPLATE.matcher(key).matches() || PLACEHOLDER.matcher(key).matches()) {
      throw refused(setting, "is a placeholder, not a key");
    }
    if (key.matches("(?is)(?:authorization:\\s*)?(?:bearer|basic)\\s.*")) {
      throw refused(setting, "begins with the word of a header, as Bearer; leave it out");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw refused(setting, "contains spaces, line breaks or characters that are not ASCII");
    }
  }

  /**
   * Checks that a key is not another provider's, as far as its prefix shows that.
   *
   * @throws IllegalArgumentException naming the setting, without its value
   */
  static void requireOf(Preset preset, String setting, @Nullable String key) {
    (key == null ? Optional.<Preset>empty() : owner(key))
        .filter(owner -> owner != preset)
        .ifPresent(owner -> {
          throw new IllegalArgumentException(
              "%s holds a key of %s, and it would be sent to %s. Allowed is a key of %s; the other one goes into %s_API_KEY."
                  .formatted(
                      setting,
                      owner.lowerCase(),
                      preset.lowerCase(),
                      preset.lowerCase(),
                      owner.name()));
        });
  }

  private static Optional<Preset> owner(String key) {
    return Arrays.stream(Preset.values())
        .filter(preset ->
            preset.keyBeginning().filter(beginning -> key.startsWith(beginning)).isPresent())
        .findFirst();
  }

  private static IllegalArgumentException refused(String setting, String why) {
    return new IllegalArgumentException(setting + " " + why + "." + ALLOWED);
  }
}
