package io.chatframe.adapter.web.launcher;

import io.chatframe.adapter.web.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;

/** What the loader says, in all its languages. The page's build delivers it. */
final class LauncherWords {
  private static final String FILE = "/page/launcher-words.json";
  private static final String DEFAULT_LANGUAGE = "en";
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "he", "fa");

  private final Map<String, Map<String, String>> words;

  private LauncherWords(Map<String, Map<String, String>> words) {
    this.words = words;
  }

  static LauncherWords found() throws IOException {
    try (InputStream in = LauncherWords.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " belongs into this jar");
      }
      return new LauncherWords(WireJson.mapper().readValue(in, new TypeReference<>() {}));
    }
  }

  /** The first of the wanted languages that the loader has. */
  String language(Stream<String> wanted) {
    return wanted
        .map(tag -> Locale.forLanguageTag(tag.replace('_', '-')).getLanguage())
        .filter(words::containsKey)
        .findFirst()
        .orElse(DEFAULT_LANGUAGE);
  }

  Map<String, String> of(String language) {
    return words.getOrDefault(language, Map.of());
  }

  static boolean isRightToLeft(String language) {
    return RIGHT_TO_LEFT.contains(language);
  }

  /** The languages that a browser accepts, most wanted first; none if the header is invalid. */
  static List<String> accepted(String header) {
    try {
      return Locale.LanguageRange.parse(header).stream()
          .map(Locale.LanguageRange::getRange)
          .toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
