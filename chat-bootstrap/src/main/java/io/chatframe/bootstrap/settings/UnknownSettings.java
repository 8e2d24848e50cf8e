package io.chatframe.bootstrap.settings;

import io.chatframe.domain.text.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds names that look like misspelt settings. Reports names and locations, never values. */
final class UnknownSettings {
  /** Names for other programs, because Docker Compose may use the same file. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("(?:POSTGRES|COMPOSE|DOCKER|JAVA|LC)_[A-Z0-9_]+|PG[A-Z]+|BIND|LANG|PATH");

  /** Other programs' names for the same settings. */
  private static final List<String> WORDS_FOR_A_KEY =
      List.of("KEY", "TOKEN", "SECRET", "SECRET_KEY", "API_TOKEN", "API_SECRET", "ACCESS_KEY");

  private static final List<String> WORDS_FOR_AN_ADDRESS =
      List.of(
          "URL", "URI", "BASE", "API_BASE", "API_URL", "API_BASE_URL", "ENDPOINT", "API_ENDPOINT");

  /** Shorter names are similar to too many others. */
  private static final int SHORTEST = 8;

  private static final Set<String> KNOWN = SettingNames.properties().keySet();

  private UnknownSettings() {}

  /** Reports every unknown name in the file, which only this server reads. */
  static List<String> inFile(Map<String, DotEnv.Entry> file) {
    List<String> found = new ArrayList<>();
    file.forEach((name, entry) -> {
      boolean idle = entry.value().isEmpty() || entry.used();
      if (!idle && !isKnown(name) && !OF_OTHERS.matcher(name).matches()) {
        found.add(
            ".env, line %d: %s is no setting and has no effect%s"
                .formatted(entry.line(), LogText.oneLine(name), meant(name)));
      }
    });
    return found;
  }

  /**
   * Reports only variables that resemble a setting or have a prefix of this server's own: most of
   * the environment is for other programs.
   */
  static List<String> inEnvironment(Collection<String> names) {
    return names.stream()
        .filter(name -> !isKnown(name))
        .filter(name -> name.length() >= SHORTEST || synonym(name).isPresent())
        .filter(name -> nearest(name).isPresent() || name.startsWith("LLM_"))
        .filter(name -> !name.toUpperCase(Locale.ROOT).endsWith("_PROXY"))
        .sorted()
        .map(name ->
            "In the environment: %s is no setting and has no effect%s"
                .formatted(LogText.oneLine(name), meant(name)))
        .toList();
  }

  private static boolean isKnown(String name) {
    return KNOWN.contains(name)
        || SecretNames.isOne(name)
        || (name.equals(name.toLowerCase(Locale.ROOT))
            && SettingNames.isShared(name.toUpperCase(Locale.ROOT)));
  }

  private static String meant(String name) {
    return nearest(name).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static Optional<String> nearest(String name) {
    return synonym(name).or(() -> misspelt(name));
  }

  /**
   * If the first word is right, compares only the rest, so that other programs' names do not match.
   */
  private static Optional<String> misspelt(String name) {
    String first = name.toUpperCase(Locale.ROOT).replaceFirst("_.*", "_");
    List<String> alike =
        KNOWN.stream()
            .filter(known -> known.startsWith(first))
            .map(known -> known.substring(first.length()))
            .toList();
    return alike.isEmpty()
        ? Spelling.nearest(name, KNOWN)
        : Spelling.nearest(name.substring(first.length()), alike).map(first::concat);
  }

  /** Maps names such as {@code OPENAI_KEY} to {@code OPENAI_API_KEY}. */
  private static Optional<String> synonym(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    int end = upper.indexOf('_');
    if (end < 1) {
      return Optional.empty();
    }
    String rest = upper.substring(end + 1);
    String meant =
        WORDS_FOR_A_KEY.contains(rest)
            ? "API_KEY"
            : WORDS_FOR_AN_ADDRESS.contains(rest) ? "BASE_URL" : rest;
    String whole = upper.substring(0, end + 1) + meant;
    return Optional.of(whole).filter(KNOWN::contains);
  }
}
